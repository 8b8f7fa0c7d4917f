package dev.rondo.trainer.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What turns text into a model's tokens, kept beside what was trained. */
final class TokenizerFiles {
  private static final List<String> NAMES =
      List.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "tokenizer.model",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.json",
          "merges.txt",
          "chat_template.jinja",
          "chat_template.json");

  private TokenizerFiles() {}

  /** Copies those that the model has. */
  static void copy(Path model, Path target) throws IOException {
    for (String name : NAMES) {
      copyIfThere(model.resolve(name), target.resolve(name));
    }
  }

  /** Copies a file that a model may have. */
  static void copyIfThere(Path file, Path target) throws IOException {
    if (Files.isRegularFile(file)) {
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
