package dev.rondo.cli.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of turns.jsonl: a chunk of a run, or of a pack of runs, on a slot.
 *
 * @param runs who trained; more than one in a pack
 * @param chunk the chunk's ordinal
 * @param slot where
 * @param start when the slot was given
 * @param end when it was free again; absent while the turn goes on
 * @param swapSeconds attaching and detaching states
 * @param why the rule that chose it
 * @param fromStep steps done before
 * @param toStep steps done after
 */
public record TurnRecord(
    List<String> runs,
    int chunk,
    int slot,
    Instant start,
    Optional<Instant> end,
    double swapSeconds,
    String why,
    long fromStep,
    long toStep) {
  /** Keeps its own copy of the runs. */
  public TurnRecord {
    runs = List.copyOf(runs);
  }

  /** How long the slot was held; zero while the turn goes on. */
  public Duration length() {
    return end.map(at -> Duration.between(start, at)).orElse(Duration.ZERO);
  }

  /** Optimizer steps of this turn, of each run. */
  public long steps() {
    return Math.max(0, toStep - fromStep);
  }

  /** A line as it stands in the file; empty when it has no start or names no run. */
  static Optional<TurnRecord> of(ObjectNode line) {
    List<String> runs = new ArrayList<>();
    for (JsonNode run : line.path("runs")) {
      runs.add(run.asText());
    }
    if (runs.isEmpty() && line.hasNonNull("run")) {
      runs.add(line.path("run").asText());
    }
    Optional<Instant> start = MetricPoint.instant(line.path("start"));
    if (runs.isEmpty() || start.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TurnRecord(
            runs,
            line.path("chunk").asInt(-1),
            line.path("slot").asInt(),
            start.get(),
            MetricPoint.instant(line.path("end")),
            line.path("swapSeconds").asDouble(),
            line.path("why").asText(""),
            line.path("fromStep").asLong(),
            line.path("toStep").asLong()));
  }
}
