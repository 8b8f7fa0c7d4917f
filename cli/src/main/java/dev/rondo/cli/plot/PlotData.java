package dev.rondo.cli.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.MetricPoint;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.store.TurnRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the page's charts draw, as JSON that may stand inside a script element. */
final class PlotData {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MathContext DIGITS = new MathContext(7);
  private static final int LINES_A_RUN = 1200;

  private final ExperimentView view;
  private final Instant start;
  private final Instant newest;

  private PlotData(ExperimentView view) {
    this.view = view;
    this.start = moments(view).min(Instant::compareTo).orElse(Instant.EPOCH);
    this.newest = moments(view).max(Instant::compareTo).orElse(start);
  }

  /** The JSON text, without characters that could end the element it stands in. */
  static String json(ExperimentView view) {
    return new PlotData(view)
        .tree()
        .toString()
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e");
  }

  private static Stream<Instant> moments(ExperimentView view) {
    Stream<Instant> turns =
        view.turns().stream()
            .flatMap(turn -> Stream.of(turn.start(), turn.end().orElse(turn.start())));
    Stream<Instant> lines =
        view.runs().stream()
            .flatMap(run -> Stream.concat(run.train().stream(), run.eval().stream()))
            .flatMap(point -> point.time().stream());
    return Stream.concat(turns, lines);
  }

  private ObjectNode tree() {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("name", view.name());
    tree.put("metric", view.objective().metric());
    List<String> names = view.runs().stream().map(RunHistory::name).toList();
    List<String> shortNames = ShortNames.of(names);
    ArrayNode runs = tree.putArray("runs");
    for (int i = 0; i < names.size(); i++) {
      RunHistory run = view.runs().get(i);
      RunLook look = RunLook.of(i);
      ObjectNode node = runs.addObject();
      node.put("name", names.get(i)).put("short", shortNames.get(i));
      node.put("colour", look.colour()).put("variant", look.variant());
      node.set("train", lines(Thinning.thin(run.train(), "loss", LINES_A_RUN)));
      node.set("eval", lines(Thinning.thin(run.eval(), view.objective().metric(), LINES_A_RUN)));
    }
    ObjectNode fit = tree.putObject("fit");
    fit.set("train", ranges(view.runs().stream().map(RunHistory::train).toList()));
    fit.set("eval", ranges(view.runs().stream().map(RunHistory::eval).toList()));
    ArrayNode turns = tree.putArray("turns");
    view.turns().forEach(turn -> turns.add(turn(turn, names)));
    return tree;
  }

  private ObjectNode lines(List<MetricPoint> points) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode step = node.putArray("step");
    ArrayNode epoch = node.putArray("epoch");
    ArrayNode time = node.putArray("time");
    for (MetricPoint point : points) {
      step.add(point.step());
      epoch.add(Double.isNaN(point.epoch()) ? null : rounded(point.epoch()));
      time.add(point.time().map(this::seconds).map(PlotData::rounded).orElse(null));
    }
    ObjectNode values = node.putObject("values");
    for (String metric : metrics(points)) {
      ArrayNode column = values.putArray(metric);
      points.forEach(point -> column.add(number(point.value(metric))));
    }
    return node;
  }

  /** By metric: the lowest and highest value that fits the good runs, and which end is better. */
  private ObjectNode ranges(List<List<MetricPoint>> curves) {
    ObjectNode node = JSON.createObjectNode();
    for (String metric : metrics(curves.stream().flatMap(List::stream).toList())) {
      boolean higher = FitRange.higherIsBetter(metric, view.objective());
      FitRange range = FitRange.of(curves, metric, higher);
      node.putObject(metric)
          .put("low", range.low())
          .put("high", range.high())
          .put("higherIsBetter", higher);
    }
    return node;
  }

  private static Set<String> metrics(List<MetricPoint> points) {
    return points.stream()
        .flatMap(point -> point.values().keySet().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private ObjectNode turn(TurnRecord turn, List<String> names) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode runs = node.putArray("runs");
    turn.runs().stream().mapToInt(names::indexOf).filter(index -> index >= 0).forEach(runs::add);
    node.put("chunk", turn.chunk()).put("slot", turn.slot());
    node.put("start", rounded(seconds(turn.start())));
    node.put("end", rounded(seconds(turn.end().orElse(newest))));
    node.put("open", turn.end().isEmpty());
    node.put("swap", turn.swapSeconds()).put("why", turn.why());
    return node.put("from", turn.fromStep()).put("to", turn.toStep());
  }

  private double seconds(Instant moment) {
    return Duration.between(start, moment).toMillis() / 1000.0;
  }

  /** A number, null where a line has none, and a text for what JSON has no number for. */
  private static JsonNode number(OptionalDouble value) {
    if (value.isEmpty()) {
      return JSON.nullNode();
    }
    double number = value.getAsDouble();
    if (Double.isFinite(number)) {
      return JSON.getNodeFactory().numberNode(rounded(number));
    }
    return JSON.getNodeFactory()
        .textNode(Double.isNaN(number) ? "NaN" : number > 0 ? "inf" : "-inf");
  }

  private static BigDecimal rounded(double value) {
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros();
  }
}
