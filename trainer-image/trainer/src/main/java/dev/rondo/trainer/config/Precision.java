package dev.rondo.trainer.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A floating point format, by torch's name. */
public enum Precision {
  FLOAT32,
  BFLOAT16,
  FLOAT16;

  /** torch's names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Precision::fieldValue).toList();
  }

  /** torch's name. */
  public String fieldValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of this name, if there is one. */
  public static Optional<Precision> named(String fieldValue) {
    return Arrays.stream(values()).filter(p -> p.fieldValue().equals(fieldValue)).findFirst();
  }
}
