package dev.rondo.trainer.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the prompts that evaluations complete are prepared.
 *
 * @param rows the trainer's own, which tell what a row's prompt is
 * @param longest tokens of the longest prompt; of a longer one the end is kept
 * @param limit evaluation rows, from the start
 */
public record PromptArguments(RowArguments rows, int longest, int limit) implements RowArguments {
  @Override
  public OptionalInt maxLength() {
    return OptionalInt.of(longest);
  }

  @Override
  public Optional<Path> chatTemplatePath() {
    return rows.chatTemplatePath();
  }

  @Override
  public Optional<String> eosToken() {
    return rows.eosToken();
  }
}
