package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The arguments of a TRL config that shape prepared rows, by trainer. */
public sealed interface RowArguments
    permits SftArguments, DpoArguments, GrpoArguments, PromptArguments {
  /** max_length; empty: no limit. */
  OptionalInt maxLength();

  /** chat_template_path: a Jinja file in place of the model's template. */
  Optional<Path> chatTemplatePath();

  /** eos_token; empty: the tokenizer's. */
  Optional<String> eosToken();

  /** shuffle_dataset. */
  boolean shuffleDataset();

  /** What is wrong with them, whatever the data. */
  List<Problem> problems();
}
