package dev.rondo.core.chunk;

import java.util.ArrayList;
import java.util.List;

/**
 * How a run's optimizer steps fall into chunks.
 *
 * <p>A span is an epoch, or the whole budget where that is shorter; the last span may be a part of
 * an epoch. With L steps in a whole span and C chunks, boundary k of a span is round(k L / C).
 * Empty chunks merge, so more chunks than steps is legal.
 *
 * @param stepsPerEpoch optimizer steps of one pass over the data; at least 1
 * @param totalSteps optimizer steps of the budget; at least 1
 * @param chunks chunks per epoch; at least 1
 */
public record ChunkPlan(long stepsPerEpoch, long totalSteps, int chunks) {
  /** Checks the ranges. */
  public ChunkPlan {
    if (stepsPerEpoch < 1 || totalSteps < 1 || chunks < 1) {
      throw new IllegalArgumentException(
          "stepsPerEpoch %d, totalSteps %d and chunks %d must be at least 1"
              .formatted(stepsPerEpoch, totalSteps, chunks));
    }
  }

  /** Every chunk of the budget, in order; none is empty and together they cover it. */
  public List<Chunk> all() {
    List<Chunk> plan = new ArrayList<>();
    for (long start = 0; start < totalSteps; ) {
      long end = endOfChunkFrom(start);
      plan.add(new Chunk(plan.size(), start, end));
      start = end;
    }
    return List.copyOf(plan);
  }

  /**
   * The step at which a turn that begins after {@code stepsDone} steps ends: the next boundary.
   *
   * @throws IllegalArgumentException if the budget is used up
   */
  public long endOfChunkFrom(long stepsDone) {
    if (stepsDone < 0 || stepsDone >= totalSteps) {
      throw new IllegalArgumentException(
          "no chunk begins after step %d of %d".formatted(stepsDone, totalSteps));
    }
    long span = span();
    long base = stepsDone / span * span;
    long within = stepsDone - base;
    // k = floor(within C / L) has its boundary at or before the step, so few are tried.
    long k = within * chunks / span;
    while (boundary(k) <= within) {
      k++;
    }
    return Math.min(base + boundary(k), totalSteps);
  }

  /**
   * Index of the chunk that ends with or after this step; the base model's step 0 belongs to the
   * first.
   *
   * @param step from 0 to totalSteps
   */
  public int chunkOf(long step) {
    int index = 0;
    for (long end = endOfChunkFrom(0); end < step; end = endOfChunkFrom(end)) {
      index++;
    }
    return index;
  }

  /** Data consumed after {@code stepsDone} steps, in chunks: what fairness compares. */
  public double consumed(long stepsDone) {
    return (double) stepsDone * chunks / span();
  }

  private long span() {
    return Math.min(stepsPerEpoch, totalSteps);
  }

  /** round(k L / C) with halves up, in integers. */
  private long boundary(long k) {
    return Math.floorDiv(2 * k * span() + chunks, 2L * chunks);
  }
}
