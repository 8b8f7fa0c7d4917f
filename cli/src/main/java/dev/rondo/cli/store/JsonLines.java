package dev.rondo.cli.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a file of one JSON object a line that another process may be appending to. */
final class JsonLines {
  private static final ObjectMapper JSON = StoreFormats.json();

  private JsonLines() {}

  /**
   * The objects of a file, in order. A last line that is not whole yet is left out; a file that is
   * not there yet has none.
   *
   * @throws IOException if a line before the last is not a JSON object; names file and line
   */
  static List<ObjectNode> read(Path file) throws IOException {
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException absent) {
      return List.of();
    }
    List<ObjectNode> objects = new ArrayList<>();
    int line = 0;
    for (int start = 0; start < text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      line++;
      String content = text.substring(start, end).strip();
      boolean last = end + 1 >= text.length();
      start = end + 1;
      if (content.isEmpty()) {
        continue;
      }
      ObjectNode object = parse(content);
      if (object != null) {
        objects.add(object);
      } else if (!last) {
        throw new IOException("%s:%d: not a JSON object: %s".formatted(file, line, content));
      }
    }
    return objects;
  }

  private static ObjectNode parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node instanceof ObjectNode object ? object : null;
    } catch (JsonProcessingException torn) {
      return null;
    }
  }
}
