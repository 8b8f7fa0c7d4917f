package dev.rondo.examples.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random choices that are the same on every machine for the same seed and purpose. */
public final class Draw {
  private final Random random;

  /**
   * A stream of its own for each purpose, so that a change to one data set leaves the others alone.
   */
  public Draw(long seed, String purpose) {
    this.random = new Random(31 * seed + purpose.hashCode());
  }

  /** One of the values, each as likely. */
  public <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** A share of one: at least 0, below 1. */
  public double share() {
    return random.nextDouble();
  }

  /** True with this probability. */
  public boolean chance(double probability) {
    return share() < probability;
  }

  /** A whole number between both bounds, which are included. */
  public int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** The values in any order, each order as likely. */
  public <T> List<T> shuffled(List<T> values) {
    List<T> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
