package dev.rondo.cli.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One line of metrics.jsonl.
 *
 * @param split train or eval
 * @param step optimizer steps done
 * @param epoch passes over the data, NaN when the line has none
 * @param chunk the chunk's ordinal, -1 when the line has none
 * @param time when it was logged
 * @param values the metrics by TRL's names, in the line's order; they may be NaN or infinite
 */
public record MetricPoint(
    String split,
    long step,
    double epoch,
    int chunk,
    Optional<Instant> time,
    Map<String, Double> values) {
  private static final Set<String> COORDINATES = Set.of("split", "step", "epoch", "chunk", "time");

  /** Keeps the order of the values. */
  public MetricPoint {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A metric of this line, if it has it. */
  public OptionalDouble value(String metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** A line as it stands in the file; {@code null} and the strings NaN and Infinity are numbers. */
  static MetricPoint of(ObjectNode line) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      if (!COORDINATES.contains(field.getKey())) {
        number(field.getValue()).ifPresent(value -> values.put(field.getKey(), value));
      }
    }
    return new MetricPoint(
        line.path("split").asText("train"),
        line.path("step").asLong(),
        line.path("epoch").asDouble(Double.NaN),
        line.path("chunk").asInt(-1),
        instant(line.path("time")),
        values);
  }

  static Optional<Instant> instant(JsonNode text) {
    if (!text.isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text.textValue()));
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  private static OptionalDouble number(JsonNode node) {
    if (node.isNumber()) {
      return OptionalDouble.of(node.doubleValue());
    }
    if (node.isNull()) {
      return OptionalDouble.of(Double.NaN);
    }
    return switch (node.asText()) {
      case "NaN" -> OptionalDouble.of(Double.NaN);
      case "Infinity", "inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-Infinity", "-inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }
}
