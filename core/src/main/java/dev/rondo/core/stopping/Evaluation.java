package dev.rondo.core.stopping;

/**
 * One evaluation of a run.
 *
 * @param chunks data consumed until then, in chunks
 * @param value of the objective's metric; not finite where training went wrong
 */
public record Evaluation(double chunks, double value) {}
