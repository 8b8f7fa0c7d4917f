package dev.rondo.trainer.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a model keeps its chat template. */
public final class ChatTemplateSource {
  private ChatTemplateSource() {}

  /** The template of a model directory, from chat_template.jinja or tokenizer_config.json. */
  public static Optional<String> of(Path modelDirectory) throws IOException {
    Path file = modelDirectory.resolve("chat_template.jinja");
    if (Files.exists(file)) {
      return Optional.of(Files.readString(file));
    }
    Path config = modelDirectory.resolve("tokenizer_config.json");
    if (!Files.exists(config)) {
      return Optional.empty();
    }
    JsonNode stated = new ObjectMapper().readTree(config.toFile()).path("chat_template");
    if (stated.isTextual()) {
      return Optional.of(stated.textValue());
    }
    for (JsonNode named : stated) {
      if (named.path("name").asText().equals("default")) {
        return Optional.of(named.path("template").asText());
      }
    }
    return Optional.empty();
  }
}
