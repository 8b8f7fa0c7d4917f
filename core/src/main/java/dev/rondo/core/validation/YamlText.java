package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A short YAML text that is no manifest, such as an annotation's value. */
public final class YamlText {
  private YamlText() {}

  /**
   * The one document of a text. Never throws.
   *
   * @param problems hears why there is none
   */
  public static Optional<JsonNode> read(String text, Consumer<String> problems) {
    Problems found = new Problems("");
    List<YamlDocument> documents = new YamlReader(found).read(text);
    found.all().stream().map(p -> (p.field() + " " + p.message()).strip()).forEach(problems);
    if (!found.isEmpty()) {
      return Optional.empty();
    }
    if (documents.size() != 1) {
      problems.accept("has %d YAML documents, must have one".formatted(documents.size()));
      return Optional.empty();
    }
    return Optional.of(documents.getFirst().tree());
  }
}
