package dev.rondo.trainer.data;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Everything that shapes a run's prepared rows.
 *
 * @param modelDirectory holds tokenizer.json, tokenizer_config.json and the chat template
 * @param train training rows
 * @param eval evaluation rows
 * @param format TRL's columns as templates over the file's columns; absent: the file has them
 * @param arguments TRL's preparation arguments, of the run's trainer
 * @param seed of shuffles and of the held-out split
 * @param frozenDate the day that templates print
 * @param prompts of evaluation rows, if evaluations complete them
 */
public record PreparationRequest(
    Path modelDirectory,
    DataFile train,
    EvalData eval,
    Optional<RowFormat> format,
    RowArguments arguments,
    long seed,
    LocalDate frozenDate,
    Optional<PromptArguments> prompts) {
  /** A request whose evaluations complete no prompts. */
  public PreparationRequest(
      Path modelDirectory,
      DataFile train,
      EvalData eval,
      Optional<RowFormat> format,
      RowArguments arguments,
      long seed,
      LocalDate frozenDate) {
    this(modelDirectory, train, eval, format, arguments, seed, frozenDate, Optional.empty());
  }
}
