package dev.rondo.trainer.schedule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The schedules Rondo has, by Transformers' {@code lr_scheduler_type}. */
public enum ScheduleType {
  LINEAR,
  COSINE,
  COSINE_WITH_RESTARTS,
  POLYNOMIAL,
  CONSTANT,
  CONSTANT_WITH_WARMUP,
  INVERSE_SQRT,
  COSINE_WITH_MIN_LR,
  COSINE_WARMUP_WITH_MIN_LR,
  WARMUP_STABLE_DECAY;

  /** Transformers' name. */
  public String fieldValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The schedule of this name, if there is one. */
  public static Optional<ScheduleType> named(String fieldValue) {
    return Arrays.stream(values()).filter(t -> t.fieldValue().equals(fieldValue)).findFirst();
  }
}
