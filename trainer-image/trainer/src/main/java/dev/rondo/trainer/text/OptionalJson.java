package dev.rondo.trainer.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON files of a model directory that need not be there. */
final class OptionalJson {
  private OptionalJson() {}

  /** What the file has; a missing node if there is none. */
  static JsonNode read(Path file) throws IOException {
    return Files.exists(file)
        ? new ObjectMapper().readTree(file.toFile())
        : MissingNode.getInstance();
  }
}
