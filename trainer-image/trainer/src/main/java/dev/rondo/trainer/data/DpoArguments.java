package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

  /** The model's own. */
  @Override
  public Optional<Path> chatTemplatePath() {
    return Optional.empty();
  }

  /** The tokenizer's. */
  @Override
  public Optional<String> eosToken() {
    return Optional.empty();
  }

  @Override
  public boolean shuffleDataset() {
    return false;
  }

  @Override
  public List<Problem> problems() {
    return List.of();
  }
}
