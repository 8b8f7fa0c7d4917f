package dev.rondo.cli.plot;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.store.TurnRecord;
import dev.rondo.cli.table.DurationText;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/** Which run had which slot when; a pack shares the height of its slot. */
final class GanttPanel {
  private static final Font TICKS = Brush.type(11.5, false);
  private static final Font NAMES = Brush.type(11, true);
  private static final int TICK_COUNT = 9;
  private static final List<Integer> STEPS =
      List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400);
  private static final double ROW = 30;
  private static final double BELOW = 40;

  private final Brush brush;
  private final ExperimentView view;
  private final List<String> names;
  private final List<String> shortNames;
  private final List<Integer> slots;

  GanttPanel(Brush brush, ExperimentView view) {
    this.brush = brush;
    this.view = view;
    this.names = view.runs().stream().map(RunHistory::name).toList();
    this.shortNames = ShortNames.of(names);
    this.slots = slots(view);
  }

  /** How much room the slots of an experiment need. */
  static double height(ExperimentView view) {
    return ROW * Math.max(1, slots(view).size()) + BELOW;
  }

  void draw(Rectangle2D area) {
    if (view.turns().isEmpty()) {
      brush.textAround(
          "no turn was taken yet", area.getCenterX(), area.getCenterY(), TICKS, Brush.SOFT);
      return;
    }
    Instant start = view.turns().getFirst().start();
    double end =
        view.turns().stream()
            .mapToDouble(turn -> seconds(start, turn.end().orElse(turn.start())))
            .max()
            .orElse(1);
    Axis time = new Axis(0, Math.max(end, 1e-3), area.getMinX() + 48, area.getMaxX() - 14);
    double bottom = area.getMinY() + ROW * slots.size();
    for (double tick : ticks(time)) {
      brush.line(time.at(tick), area.getMinY(), time.at(tick), bottom, Brush.GRID);
      brush.textAround(label(tick, end), time.at(tick), bottom + 17, TICKS, Brush.SOFT);
    }
    brush.textAround(
        "time since the first turn", area.getCenterX(), bottom + 33, TICKS, Brush.SOFT);
    for (int i = 0; i < slots.size(); i++) {
      double middle = area.getMinY() + ROW * (i + 0.5) + 4;
      brush.textTo("slot " + slots.get(i), area.getMinX() + 40, middle, TICKS, Brush.SOFT);
    }
    view.turns().forEach(turn -> bars(turn, time, area.getMinY(), start));
  }

  private void bars(TurnRecord turn, Axis time, double top, Instant start) {
    double from = time.at(seconds(start, turn.start()));
    double to = time.at(turn.end().map(end -> seconds(start, end)).orElse(time.high()));
    double share = (ROW - 4) / turn.runs().size();
    double y = top + ROW * slots.indexOf(turn.slot()) + 2;
    for (String run : turn.runs()) {
      int index = names.indexOf(run);
      if (index >= 0) {
        Rectangle2D bar =
            new Rectangle2D.Double(from, y, Math.max(1, to - from - 1), Math.max(1, share - 0.5));
        new RunMark(RunLook.of(index)).bar(brush, bar);
        name(shortNames.get(index) + " · " + (turn.chunk() + 1), bar);
      }
      y += share;
    }
  }

  private void name(String name, Rectangle2D bar) {
    double width = brush.width(name, NAMES);
    if (bar.getHeight() < 15 || bar.getWidth() < width + 8) {
      return;
    }
    double x = bar.getCenterX() - width / 2;
    double y = bar.getCenterY() + 4;
    Color shadow = new Color(0, 0, 0, 110);
    brush.text(name, x + 0.6, y + 0.6, NAMES, shadow);
    brush.text(name, x - 0.4, y + 0.4, NAMES, shadow);
    brush.text(name, x, y, NAMES, Color.WHITE);
  }

  private static List<Integer> slots(ExperimentView view) {
    return view.turns().stream().map(TurnRecord::slot).distinct().sorted().toList();
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** Round seconds, minutes or hours. */
  private static List<Double> ticks(Axis time) {
    double raw = time.high() / TICK_COUNT;
    OptionalInt step = STEPS.stream().mapToInt(i -> i).filter(i -> i >= raw).findFirst();
    if (raw < 0.5 || step.isEmpty()) {
      return time.ticks(TICK_COUNT);
    }
    return DoubleStream.iterate(0, tick -> tick <= time.high(), tick -> tick + step.getAsInt())
        .boxed()
        .toList();
  }

  private static String label(double seconds, double end) {
    return end < 10
        ? "%.1fs".formatted(seconds)
        : DurationText.of(Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
