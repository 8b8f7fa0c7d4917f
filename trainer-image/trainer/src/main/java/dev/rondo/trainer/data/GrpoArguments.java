package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** TRL's GRPOConfig has none that shape prepared rows: prompts are neither cut nor shuffled. */
public record GrpoArguments() implements RowArguments {
  @Override
  public OptionalInt maxLength() {
    return OptionalInt.empty();
  }

  @Override
  public Optional<Path> chatTemplatePath() {
    return Optional.empty();
  }

  @Override
  public Optional<String> eosToken() {
    return Optional.empty();
  }

  @Override
  public boolean shuffleDataset() {
    return false; // rounds are drawn in an order of their own
  }

  @Override
  public List<Problem> problems() {
    return List.of();
  }
}
