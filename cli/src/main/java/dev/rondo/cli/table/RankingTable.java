package dev.rondo.cli.table;

import dev.rondo.cli.ranking.ConfigTable;
import dev.rondo.cli.ranking.Group;
import dev.rondo.cli.ranking.NumberText;
import dev.rondo.cli.ranking.Place;
import dev.rondo.cli.ranking.Ranking;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.store.RunMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The ranking that ends {@code rondo run}: one table for each group of comparable runs. */
public final class RankingTable {
  private static final int TELLING_FIELDS = 2;
  private static final int OTHER_FIELDS = 10;
  private static final int SHORTEST_NAME = 16;

  private RankingTable() {}

  /** Without colours. */
  public static List<String> render(ExperimentView view, int width) {
    return render(view, width, Ink.PLAIN);
  }

  /**
   * The lines of the ranking.
   *
   * @param width columns of the terminal
   */
  public static List<String> render(ExperimentView view, int width, Ink ink) {
    Ranking ranking = Ranking.of(view);
    ConfigTable configs = ConfigTable.of(view.runs());
    List<String> lines = new ArrayList<>();
    for (Group group : ranking.groups()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      if (ranking.groups().size() > 1) {
        lines.add(ink.paint(Tone.STRONG, title(group)));
      }
      TextTable table = table(ranking, group, configs);
      lines.addAll(table.render(width, ink));
      List<String> dropped = table.dropped(width);
      if (!dropped.isEmpty()) {
        String note = "not shown for want of room: " + String.join(", ", dropped);
        lines.add(ink.paint(Tone.FAINT, Cut.end(note, width)));
      }
      for (RunHistory run : group.failed()) {
        String why = run.name() + " failed: " + RunMessage.of(run);
        Wrap.words(why, width).forEach(line -> lines.add(ink.paint(Tone.BAD, line)));
      }
    }
    ranking.note().ifPresent(note -> lines.add(ink.paint(Tone.FAINT, Cut.end(note, width))));
    return lines;
  }

  private static String title(Group group) {
    return group
        .evalKey()
        .map(key -> "evaluated alike (key " + Cut.end(key, 9) + "); compares with no other table")
        .orElse(
            group.failed().size() == group.places().size()
                ? "failed before an evaluation"
                : "not evaluated"
                    + (group.places().stream().allMatch(RankingTable::hasEnded) ? "" : " yet"));
  }

  private static boolean hasEnded(Place place) {
    return RunText.ended(place.run());
  }

  private static TextTable table(Ranking ranking, Group group, ConfigTable configs) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.number("#", 0),
                Column.cuttable("run", 0, SHORTEST_NAME),
                Column.text("state", 1),
                Column.number("chunks", 7),
                Column.number("step", 5),
                Column.number(ranking.metric(), 0),
                Column.number("Δ base", 2),
                Column.number("train loss", 6)));
    List<String> headings = configs.headings();
    for (int i = 0; i < headings.size(); i++) {
      columns.add(Column.text(headings.get(i), i < TELLING_FIELDS ? 3 + i : OTHER_FIELDS + i));
    }
    TextTable table = new TextTable(columns);
    int above = group.placesAboveBaseline(ranking.minimize());
    for (int i = 0; i < group.places().size(); i++) {
      if (i == above && group.baseline().isPresent()) {
        table.add(baseline(group, configs));
      }
      table.add(row(group.places().get(i), ranking, configs));
    }
    if (above == group.places().size() && group.baseline().isPresent()) {
      table.add(baseline(group, configs));
    }
    return table;
  }

  private static List<Cell> row(Place place, Ranking ranking, ConfigTable configs) {
    RunHistory run = place.run();
    boolean first = place.rank().orElse(0) == 1;
    Tone name = first ? Tone.STRONG : Tone.NORMAL;
    String rank = place.rank().isPresent() ? "" + place.rank().getAsInt() : ConfigTable.ABSENT;
    Stream<Cell> fixed =
        Stream.of(
            new Cell(rank, name),
            new Cell(run.name(), name),
            new Cell(run.state().word(), Tone.of(run.state())),
            Cell.of(RunText.chunks(run)),
            Cell.of(RunText.steps(run)),
            new Cell(NumberText.measured(place.value()), name),
            new Cell(NumberText.delta(place.delta()), deltaTone(place, ranking.minimize())),
            Cell.of(NumberText.measured(place.trainLoss())));
    Stream<Cell> config =
        configs.differing().stream().map(field -> Cell.of(configs.cell(run.name(), field)));
    return Stream.concat(fixed, config).toList();
  }

  private static Tone deltaTone(Place place, boolean minimize) {
    if (place.delta().isEmpty()) {
      return Tone.NORMAL;
    }
    double delta = place.delta().getAsDouble();
    boolean better = minimize ? delta < 0 : delta > 0;
    return better ? Tone.GOOD : Tone.BAD;
  }

  private static List<Cell> baseline(Group group, ConfigTable configs) {
    Stream<String> fixed =
        Stream.of("", "base, step 0", "", "", "0", NumberText.measured(group.baseline()), "", "");
    return Stream.concat(fixed, Collections.nCopies(configs.differing().size(), "").stream())
        .map(text -> new Cell(text, Tone.FAINT))
        .toList();
  }
}
