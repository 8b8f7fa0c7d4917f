package dev.rondo.trainer.schedule;

import java.util.Map;

/**
 * Transformers' learning rate schedules as pure functions of the step.
 *
 * @param type lr_scheduler_type
 * @param peak learning_rate
 * @param warmupSteps resolved by {@link Warmup}
 * @param totalSteps optimizer steps of the schedule
 * @param settings lr_scheduler_kwargs
 */
public record LearningRate(
    ScheduleType type, double peak, int warmupSteps, long totalSteps, Map<String, ?> settings) {
  /** The learning rate of an update, counted from 0: the first update of a warm-up uses 0. */
  public double at(long step) {
    return peak * factor(step);
  }

  private double factor(long step) {
    return switch (type) {
      case CONSTANT -> 1;
      case CONSTANT_WITH_WARMUP -> warmsUp(step) ? warmup(step) : 1;
      case LINEAR -> warmsUp(step) ? warmup(step) : Math.max(0, 1 - progress(step));
      case COSINE -> {
        double cycles = number("num_cycles", 0.5);
        yield warmsUp(step) ? warmup(step) : Math.max(0, halfCosine(2 * cycles * progress(step)));
      }
      case COSINE_WITH_RESTARTS -> warmsUp(step) ? warmup(step) : withRestarts(progress(step));
      case POLYNOMIAL -> warmsUp(step) ? warmup(step) : polynomial(step);
      case INVERSE_SQRT -> warmsUp(step) ? warmup(step) : inverseSqrt(step);
      case COSINE_WITH_MIN_LR -> {
        double cosine = halfCosine(2 * number("num_cycles", 0.5) * progress(step));
        yield warmsUp(step) ? warmup(step) : Math.max(0, cosine * (1 - minRate()) + minRate());
      }
      case COSINE_WARMUP_WITH_MIN_LR -> cosineWarmupWithMin(step);
      case WARMUP_STABLE_DECAY -> warmupStableDecay(step);
    };
  }

  private boolean warmsUp(long step) {
    return step < warmupSteps;
  }

  private double warmup(long step) {
    return (double) step / Math.max(1, warmupSteps);
  }

  /** 0 at the end of the warm-up, 1 at the end of the schedule. */
  private double progress(long step) {
    return (double) (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps);
  }

  private double withRestarts(double progress) {
    if (progress >= 1) {
      return 0;
    }
    return Math.max(0, halfCosine(number("num_cycles", 1) * progress % 1));
  }

  private double polynomial(long step) {
    double end = number("lr_end", 1e-7);
    if (step > totalSteps) {
      return end / peak;
    }
    double remaining = 1 - progress(step);
    return ((peak - end) * Math.pow(remaining, number("power", 1)) + end) / peak;
  }

  private double inverseSqrt(long step) {
    double timescale = number("timescale", warmupSteps > 0 ? warmupSteps : 10_000);
    double shift = timescale - warmupSteps;
    return 1 / Math.sqrt((step + shift) / timescale);
  }

  private double cosineWarmupWithMin(long step) {
    if (warmsUp(step)) {
      double first = number("warmup_lr_rate", 0);
      return settings.containsKey("warmup_lr_rate")
          ? first + (1 - first) * step / Math.max(1, warmupSteps - 1)
          : (step + 1.0) / Math.max(1, warmupSteps);
    }
    double progress = (step - warmupSteps + 1.0) / Math.max(1, totalSteps - warmupSteps);
    double cosine = halfCosine(2 * number("num_cycles", 0.5) * progress);
    return Math.max(0, cosine * (1 - minRate()) + minRate());
  }

  private double warmupStableDecay(long step) {
    double floor = number("min_lr_ratio", 0);
    long decaySteps = (long) number("num_decay_steps", 0);
    long stableSteps =
        (long) number("num_stable_steps", totalSteps - warmupSteps - (double) decaySteps);
    if (warmsUp(step)) {
      return shape("warmup_type", "linear", warmup(step)) * (1 - floor) + floor;
    }
    if (step < warmupSteps + stableSteps) {
      return 1;
    }
    if (step >= warmupSteps + stableSteps + decaySteps) {
      return floor;
    }
    double done = (double) (step - warmupSteps - stableSteps) / Math.max(1, decaySteps);
    return Math.max(0, decay(done)) * (1 - floor) + floor;
  }

  private double decay(double done) {
    return switch (text("decay_type", "cosine")) {
      case "linear" -> 1 - done;
      case "1-sqrt" -> 1 - Math.sqrt(done);
      default -> halfCosine(done * 2 * number("num_cycles", 0.5));
    };
  }

  private double shape(String name, String absent, double done) {
    return switch (text(name, absent)) {
      case "linear" -> done;
      case "1-sqrt" -> 1 - Math.sqrt(1 - done);
      default -> halfCosine(1 - done);
    };
  }

  /** 1 at 0, 0 at 1. */
  private static double halfCosine(double done) {
    return 0.5 * (1 + Math.cos(Math.PI * done));
  }

  private double minRate() {
    return settings.containsKey("min_lr") ? number("min_lr", 0) / peak : number("min_lr_rate", 0);
  }

  private double number(String name, double absent) {
    return settings.get(name) instanceof Number number ? number.doubleValue() : absent;
  }

  private String text(String name, String absent) {
    return settings.get(name) instanceof String text ? text : absent;
  }
}
