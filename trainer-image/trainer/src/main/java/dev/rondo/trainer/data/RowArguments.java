package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The arguments of a TRL config that shape prepared rows, by trainer; absent where it has none. */
public sealed interface RowArguments
    permits SftArguments, DpoArguments, GrpoArguments, PromptArguments {
  /** max_length; empty: no limit. */
  OptionalInt maxLength();

  /** chat_template_path: a Jinja file in place of the model's template. */
  default Optional<Path> chatTemplatePath() {
    return Optional.empty();
  }

  /** eos_token; empty: the tokenizer's. */
  default Optional<String> eosToken() {
    return Optional.empty();
  }

  /** shuffle_dataset. */
  default boolean shuffleDataset() {
    return false;
  }

  /** What is wrong with them, whatever the data. */
  default List<Problem> problems() {
    return List.of();
  }
}
