package dev.rondo.trainer.data;

import java.util.OptionalInt;

/** TRL's GRPOConfig has none that shape prepared rows: prompts are neither cut nor shuffled. */
public record GrpoArguments() implements RowArguments {
  @Override
  public OptionalInt maxLength() {
    return OptionalInt.empty();
  }
}
