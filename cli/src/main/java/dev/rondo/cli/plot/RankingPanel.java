package dev.rondo.cli.plot;

import dev.rondo.cli.ranking.ConfigTable;
import dev.rondo.cli.ranking.Group;
import dev.rondo.cli.ranking.NumberText;
import dev.rondo.cli.ranking.Place;
import dev.rondo.cli.ranking.Ranking;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The ranking as a table in the picture; the curves' legend. */
final class RankingPanel {
  private static final Font PLAIN = Brush.type(12.5, false);
  private static final Font BOLD = Brush.type(12.5, true);
  private static final Font HEAD = Brush.type(11.5, false);
  private static final double LINE = 23;
  private static final double GAP = 26;
  private static final int FIXED = 6;
  private static final int NAME = 1;
  private static final int DELTA = 5;
  private static final int MOST = 24;
  private static final double SAMPLE = 44;

  private record Line(List<String> cells, OptionalInt run, Color ink, Color delta, boolean first) {}

  private final List<String> headings;
  private final List<Line> lines;

  RankingPanel(ExperimentView view) {
    Ranking ranking = Ranking.of(view);
    ConfigTable configs = ConfigTable.of(view.runs());
    this.headings = headings(ranking, configs);
    this.lines = lines(view, ranking, configs);
  }

  /** How much room it needs. */
  double height() {
    int shown = Math.min(lines.size(), MOST);
    return LINE * (shown + (lines.size() > MOST ? 1 : 0) + 1) + 4;
  }

  void draw(Brush brush, Rectangle2D area) {
    List<Line> shown = lines.subList(0, Math.min(lines.size(), MOST));
    double y = area.getMinY() + 14;
    double x = area.getMinX();
    for (int column = 0; column < headings.size(); column++) {
      double width = width(brush, column, headings.get(column), shown);
      if (x + width > area.getMaxX()) {
        break;
      }
      column(brush, column, headings.get(column), shown, x, width, y);
      x += width + GAP;
    }
    for (int i = 0; i <= shown.size(); i++) {
      double rule = y + 8 + LINE * i;
      if (i < shown.size()) {
        brush.line(area.getMinX(), rule, area.getMaxX(), rule, i == 0 ? Brush.LINE : Brush.GRID);
      }
    }
    if (lines.size() > MOST) {
      long rest = lines.stream().skip(MOST).filter(line -> line.run().isPresent()).count();
      brush.text(
          "and " + rest + " more runs", area.getMinX(), y + LINE * (MOST + 1), HEAD, Brush.SOFT);
    }
  }

  private static void column(
      Brush brush,
      int column,
      String heading,
      List<Line> shown,
      double x,
      double width,
      double top) {
    boolean right = column != NAME && column != NAME + 1 && column < FIXED;
    write(brush, heading, x, width, top, right, HEAD, Brush.SOFT);
    for (int i = 0; i < shown.size(); i++) {
      Line line = shown.get(i);
      double y = top + LINE * (i + 1);
      double indent = column == NAME ? SAMPLE : 0;
      if (column == NAME && line.run().isPresent()) {
        new RunMark(RunLook.of(line.run().getAsInt())).sample(brush, x, y - 4, SAMPLE - 10);
      }
      Color ink = column == DELTA ? line.delta() : line.ink();
      Font type = line.first() && column == NAME ? BOLD : PLAIN;
      write(brush, line.cells().get(column), x + indent, width - indent, y, right, type, ink);
    }
  }

  private static void write(
      Brush brush,
      String text,
      double x,
      double width,
      double y,
      boolean right,
      Font type,
      Color ink) {
    if (right) {
      brush.textTo(text, x + width, y, type, ink);
    } else {
      brush.text(text, x, y, type, ink);
    }
  }

  private static double width(Brush brush, int column, String heading, List<Line> shown) {
    double widest = brush.width(heading, HEAD);
    for (Line line : shown) {
      double cell = brush.width(line.cells().get(column), column == NAME ? BOLD : PLAIN);
      widest = Math.max(widest, cell + (column == NAME ? SAMPLE : 0));
    }
    return widest;
  }

  private static List<String> headings(Ranking ranking, ConfigTable configs) {
    List<String> headings =
        new ArrayList<>(List.of("#", "run", "state", "step", ranking.metric(), "Δ base"));
    headings.addAll(configs.headings());
    return headings;
  }

  private static List<Line> lines(ExperimentView view, Ranking ranking, ConfigTable configs) {
    List<Line> lines = new ArrayList<>();
    for (Group group : ranking.groups()) {
      int above = group.placesAboveBaseline(ranking.minimize());
      for (int i = 0; i <= group.places().size(); i++) {
        if (i == above && group.baseline().isPresent()) {
          lines.add(baseline(group, configs));
        }
        if (i < group.places().size()) {
          lines.add(line(group.places().get(i), view, ranking, configs));
        }
      }
    }
    return lines;
  }

  private static Line line(Place place, ExperimentView view, Ranking ranking, ConfigTable configs) {
    RunHistory run = place.run();
    List<String> cells = new ArrayList<>();
    cells.add(place.rank().isPresent() ? "" + place.rank().getAsInt() : ConfigTable.ABSENT);
    cells.add(run.name());
    cells.add(run.state().word());
    cells.add(run.step() + run.totalSteps().map(total -> "/" + total).orElse(""));
    cells.add(NumberText.measured(place.value()));
    cells.add(NumberText.delta(place.delta()));
    configs.differing().forEach(field -> cells.add(configs.cell(run.name(), field)));
    double delta = place.delta().orElse(Double.NaN);
    boolean better = ranking.minimize() ? delta < 0 : delta > 0;
    return new Line(
        cells,
        OptionalInt.of(view.runs().indexOf(run)),
        Brush.INK,
        Double.isNaN(delta) ? Brush.SOFT : better ? Brush.GOOD : Brush.BAD,
        place.rank().orElse(0) == 1);
  }

  private static Line baseline(Group group, ConfigTable configs) {
    List<String> cells = new ArrayList<>();
    cells.addAll(List.of("", "base model", "", "0", NumberText.measured(group.baseline()), ""));
    configs.differing().forEach(field -> cells.add(""));
    return new Line(cells, OptionalInt.empty(), Brush.SOFT, Brush.SOFT, false);
  }
}
