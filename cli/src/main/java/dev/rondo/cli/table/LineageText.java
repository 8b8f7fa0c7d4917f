package dev.rondo.cli.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.CloneFrom;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.cli.ranking.NumberText;
import dev.rondo.cli.ranking.Place;
import dev.rondo.cli.ranking.Ranking;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.core.clone.LineageTree;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.search.CanonicalJson;
import dev.rondo.core.search.LeafTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs under the runs that they were cloned from. */
public final class LineageText {
  private static final int NAME_WIDTH = 44;
  private static final int STATE_WIDTH = 11;

  private LineageText() {}

  /** A line a run: name, state, value of the objective, and of a clone what it is. */
  public static List<String> of(ExperimentView view) {
    Map<String, Place> places = new LinkedHashMap<>();
    Ranking.of(view).places().forEach(place -> places.put(place.run().name(), place));
    Map<String, Run> runs = new LinkedHashMap<>();
    view.runs().forEach(run -> runs.put(run.name(), run.run()));
    Map<String, RunHistory> histories = new LinkedHashMap<>();
    view.runs().forEach(run -> histories.put(run.name(), run));
    List<String> lines = new ArrayList<>();
    List<Boolean> ends = new ArrayList<>();
    for (LineageTree.Node node : LineageTree.of(runs.values())) {
      String name = node.run().metadata().getName();
      ends = new ArrayList<>(ends.subList(0, node.depth()));
      ends.add(node.isLast());
      String value =
          Optional.ofNullable(places.get(name))
              .filter(place -> place.rank().isPresent())
              .map(place -> NumberText.measured(place.value()))
              .orElse("-");
      String line =
          pad(indent(ends) + name, NAME_WIDTH)
              + pad(histories.get(name).state().word(), STATE_WIDTH)
              + pad(value, 10)
              + origin(node.run(), runs);
      lines.add(line.stripTrailing());
    }
    return lines;
  }

  /**
   * What stands before a name.
   *
   * @param ends of each run from the root to this one: whether no clone of the same parent follows
   */
  private static String indent(List<Boolean> ends) {
    if (ends.size() == 1) {
      return "";
    }
    StringBuilder indent = new StringBuilder();
    for (boolean isLast : ends.subList(1, ends.size() - 1)) {
      indent.append(isLast ? "   " : "│  ");
    }
    return indent.append(ends.getLast() ? "└─ " : "├─ ").toString();
  }

  private static String origin(Run run, Map<String, Run> runs) {
    CloneFrom from = run.spec().cloneFrom();
    if (from == null) {
      return "";
    }
    Optional<String> hindrance = SourceCondition.hindrance(run);
    if (hindrance.isPresent()) {
      return "can't start: " + hindrance.get();
    }
    String start =
        from.warmStart() == null
            ? "cold"
            : "warm from "
                + Optional.ofNullable(run.status())
                    .map(RunStatus::source)
                    .map(CloneSource::checkpoint)
                    .orElse("a checkpoint that it waits for");
    String parent = runs.containsKey(from.run()) ? "" : " of " + from.run() + " (deleted)";
    String changes =
        Optional.ofNullable(runs.get(from.run()))
            .map(original -> changes(LeafTree.of(original.spec()), LeafTree.of(run.spec())))
            .orElse("");
    return start + parent + changes;
  }

  private static String changes(JsonNode before, JsonNode after) {
    List<String> changes = new ArrayList<>();
    for (String section : List.of("model", "dataset", "peft", "trainingArgs")) {
      JsonNode old = before.path(section);
      for (var field : after.path(section).properties()) {
        if (!CanonicalJson.of(field.getValue())
            .equals(CanonicalJson.of(old.path(field.getKey())))) {
          changes.add(field.getKey() + "=" + text(field.getValue()));
        }
      }
      old.fieldNames()
          .forEachRemaining(name -> {
            if (!after.path(section).has(name)) {
              changes.add(name + "=");
            }
          });
    }
    return changes.isEmpty() ? "" : ", " + String.join(", ", changes);
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : CanonicalJson.of(value);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
