package dev.rondo.trainer.schedule;

/** Transformers' reading of {@code warmup_steps}. */
public final class Warmup {
  private Warmup() {}

  /** Steps of warm-up: a count from 1 up (cut to an integer), below 1 a share of the total. */
  public static int resolve(double warmupSteps, long totalSteps) {
    return warmupSteps >= 1 ? (int) warmupSteps : (int) Math.ceil(totalSteps * warmupSteps);
  }
}
