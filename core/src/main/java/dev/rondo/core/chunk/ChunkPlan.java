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
 * <p>A warm clone begins after {@code firstStep} steps of its lineage, within the chunk that its
 * place in the data belongs to.
 *
 * @param stepsPerEpoch optimizer steps of one pass over the data; at least 1
 * @param totalSteps optimizer steps of the lineage at which the budget is used up; at least 1
 * @param chunks chunks per epoch; at least 1
 * @param firstStep optimizer steps of the lineage before the run's own first one
 * @param epochOrigin spans begin after this many steps, and after every span from there
 */
public record ChunkPlan(
    long stepsPerEpoch, long totalSteps, int chunks, long firstStep, long epochOrigin) {
  /** Checks the ranges. */
  public ChunkPlan {
    if (stepsPerEpoch < 1 || totalSteps < 1 || chunks < 1) {
      throw new IllegalArgumentException(
          "stepsPerEpoch %d, totalSteps %d and chunks %d must be at least 1"
              .formatted(stepsPerEpoch, totalSteps, chunks));
    }
    if (firstStep < 0 || firstStep >= totalSteps || epochOrigin > firstStep) {
      throw new IllegalArgumentException(
          "a run can't begin after step %d with %d steps and epochs from %d on"
              .formatted(firstStep, totalSteps, epochOrigin));
    }
  }

  /** The plan of a run that begins at the start. */
  public ChunkPlan(long stepsPerEpoch, long totalSteps, int chunks) {
    this(stepsPerEpoch, totalSteps, chunks, 0, 0);
  }

  /** Every chunk of the budget, in order; none is empty and together they cover it. */
  public List<Chunk> all() {
    List<Chunk> plan = new ArrayList<>();
    for (long start = firstStep; start < totalSteps; ) {
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
    if (stepsDone < firstStep || stepsDone >= totalSteps) {
      throw new IllegalArgumentException(
          "no chunk begins after step %d of %d".formatted(stepsDone, totalSteps));
    }
    long span = span();
    long within = Math.floorMod(stepsDone - epochOrigin, span);
    long base = stepsDone - within;
    return Math.min(base + nextBoundary(within), totalSteps);
  }

  private long nextBoundary(long within) {
    return boundary(boundaryAfter(within));
  }

  /** Number of the first boundary that lies after so many steps of a span. */
  private long boundaryAfter(long within) {
    // k = floor(within C / L) has its boundary at or before the step, so few are tried.
    long k = within * chunks / span();
    while (boundary(k) <= within) {
      k++;
    }
    return k;
  }

  /**
   * Index of the chunk that ends with or after this step, counted from the start of the data; the
   * state that a run begins from belongs to its first.
   *
   * @param step from firstStep to totalSteps
   */
  public int chunkOf(long step) {
    long lastDone = Math.max(step - 1, firstStep) - epochOrigin;
    // Empty chunks merge: a span has at most one for each of its steps.
    long aSpan = Math.min(chunks, span());
    long within = lastDone % span();
    long inSpan = aSpan == span() ? within : boundaryAfter(within) - 1;
    return Math.toIntExact(lastDone / span() * aSpan + inSpan);
  }

  /** Chunks that are done, counted from the start of the data as {@link #chunkOf} does. */
  public int chunksDone(long step) {
    boolean isBoundary = step > firstStep && endOfChunkFrom(step - 1) == step;
    return chunkOf(step) + (isBoundary ? 1 : 0);
  }

  /** Data consumed since the run's own start, in chunks: what fairness compares. */
  public double consumed(long stepsDone) {
    return (double) (stepsDone - firstStep) * chunks / span();
  }

  private long span() {
    return Math.min(stepsPerEpoch, totalSteps - epochOrigin);
  }

  /** round(k L / C) with halves up, in integers. */
  private long boundary(long k) {
    return Math.floorDiv(2 * k * span() + chunks, 2L * chunks);
  }
}
