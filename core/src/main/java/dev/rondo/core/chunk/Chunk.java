package dev.rondo.core.chunk;

/**
 * A contiguous range of a run's optimizer steps: what it trains in one turn.
 *
 * @param index position in the plan, from 0
 * @param start optimizer steps done before it
 * @param end optimizer steps done after it
 */
public record Chunk(int index, long start, long end) {
  /** Optimizer steps in it. */
  public long steps() {
    return end - start;
  }
}
