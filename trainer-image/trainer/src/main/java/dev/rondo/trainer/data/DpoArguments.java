package dev.rondo.trainer.data;

import java.util.OptionalInt;

/**
 * The arguments of TRL's DPOConfig that shape prepared rows, by their names.
 *
 * @param maxLength max_length; empty: no limit
 * @param truncation truncation_mode
 */
public record DpoArguments(OptionalInt maxLength, Truncation truncation) implements RowArguments {
  /** TRL's defaults. */
  public static final DpoArguments DEFAULTS =
      new DpoArguments(OptionalInt.of(1024), Truncation.KEEP_START);
}
