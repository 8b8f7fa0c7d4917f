package dev.rondo.rewards;

import java.util.List;

/**
 * A number for a set of generated texts.
 *
 * @param name it is logged by, without {@code eval_}
 * @param measure what gives the number
 */
public record TextMetric(String name, Measure measure) {
  /** Looks at a whole set of texts. */
  @FunctionalInterface
  public interface Measure {
    /**
     * The number, from 0 to 1.
     *
     * @param samples at least one
     * @param references the text that is wanted of each
     */
    double of(List<Sample> samples, List<String> references);
  }
}
