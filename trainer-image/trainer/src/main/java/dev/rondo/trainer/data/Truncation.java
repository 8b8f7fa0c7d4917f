package dev.rondo.trainer.data;

import java.util.Arrays;
import java.util.Optional;

/** TRL's {@code truncation_mode}: which end of a row longer than max_length survives. */
public enum Truncation {
  /** The start. */
  KEEP_START("keep_start"),
  /** The end. */
  KEEP_END("keep_end");

  private final String fieldValue;

  Truncation(String fieldValue) {
    this.fieldValue = fieldValue;
  }

  /** The mode of this name, if there is one. */
  public static Optional<Truncation> named(String fieldValue) {
    return Arrays.stream(values()).filter(mode -> mode.fieldValue.equals(fieldValue)).findFirst();
  }
}
