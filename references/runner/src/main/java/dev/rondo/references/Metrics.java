package dev.rondo.references;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run wrote to {@code metrics.jsonl}.
 *
 * @param train by optimizer step
 * @param eval by optimizer step
 */
record Metrics(Map<Integer, JsonNode> train, Map<Integer, JsonNode> eval) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Metrics read(Path file) throws IOException {
    Map<Integer, JsonNode> train = new TreeMap<>();
    Map<Integer, JsonNode> eval = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode record = JSON.readTree(line);
      boolean trained = record.path("split").asText().equals("train");
      JsonNode before = (trained ? train : eval).put(record.path("step").asInt(), record);
      if (before != null) {
        throw new IOException(file + " has step " + record.path("step") + " twice");
      }
    }
    return new Metrics(train, eval);
  }

  /** The training lines without what the cutting into chunks and the clock decide. */
  Map<Integer, JsonNode> trained() {
    Map<Integer, JsonNode> lines = new TreeMap<>();
    train.forEach((step, line) -> {
      ObjectNode kept = line.deepCopy();
      kept.remove("time");
      kept.remove("chunk");
      lines.put(step, kept);
    });
    return lines;
  }
}
