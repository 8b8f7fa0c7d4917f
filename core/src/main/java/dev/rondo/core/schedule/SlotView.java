package dev.rondo.core.schedule;

import java.util.Optional;

/**
 * A free slot, as a decision sees it.
 *
 * @param id unique on the worker
 * @param attached the run whose state it held last; taking that one again costs no swap
 */
public record SlotView(int id, Optional<String> attached) {}
