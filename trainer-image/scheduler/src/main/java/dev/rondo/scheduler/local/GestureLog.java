package dev.rondo.scheduler.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.ControlEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An experiment's {@code gestures.jsonl}: what became of every gesture, also of those on runs that
 * are gone. A later line on the same gesture replaces an earlier one.
 */
public final class GestureLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** The gestures on this experiment. */
  public GestureLog(StoreFolder folder) {
    this.file = folder.gestureLog();
  }

  /**
   * A gesture and what became of it.
   *
   * @param run on which run
   * @param answer as in the run's {@code status.control}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(String run, @JsonUnwrapped ControlEntry answer) {}

  /** Adds what became of a gesture. */
  void append(String run, ControlEntry answer) throws IOException {
    String line = JSON.writeValueAsString(new Entry(run, answer)) + "\n";
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        line,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.SYNC);
  }

  /** Every gesture, in the order in which they were taken in. */
  public List<Entry> entries() throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    Files.readString(file)
        .lines()
        .flatMap(line -> read(line).stream())
        .forEach(entry -> entries.put(entry.run() + " " + entry.answer().id(), entry));
    return new ArrayList<>(entries.values());
  }

  /** What became of a gesture; empty while it is not taken in. */
  public Optional<ControlEntry> answer(String id) throws IOException {
    return entries().stream()
        .map(Entry::answer)
        .filter(answer -> answer.id().equals(id))
        .findFirst();
  }

  /** A line; none where a crash left it unfinished. */
  private static Optional<Entry> read(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (!(node instanceof ObjectNode object) || !object.has("id")) {
        return Optional.empty();
      }
      String run = object.remove("run").asText();
      return Optional.of(new Entry(run, JSON.treeToValue(object, ControlEntry.class)));
    } catch (JsonProcessingException torn) {
      return Optional.empty();
    }
  }
}
