package dev.rondo.trainer.text;

import java.util.List;

/**
 * What a template gave.
 *
 * @param text the output
 * @param generationSpans {@code [start, end)} of each {@code generation} block, in UTF-16 units
 */
public record RenderedText(String text, List<int[]> generationSpans) {}
