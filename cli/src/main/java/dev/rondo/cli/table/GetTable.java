package dev.rondo.cli.table;

import dev.rondo.cli.ranking.ConfigTable;
import dev.rondo.cli.ranking.NumberText;
import dev.rondo.cli.ranking.Place;
import dev.rondo.cli.ranking.Ranking;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code rondo get} prints without {@code -o}: a line an object. */
public final class GetTable {
  private static final int SHORTEST_NAME = 12;

  private GetTable() {}

  /** Runs of one or more experiments. */
  public static List<String> runs(List<ExperimentView> experiments, int width, Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                Column.cuttable("NAME", 0, SHORTEST_NAME),
                Column.cuttable("EXPERIMENT", 3, SHORTEST_NAME),
                Column.text("STATE", 0),
                Column.text("PHASE", 5),
                Column.number("CHUNKS", 2),
                Column.number("STEP", 1),
                Column.number("LOSS", 1),
                Column.number("OBJECTIVE", 0),
                Column.number("RANK", 4)));
    for (ExperimentView view : experiments) {
      List<Place> places = new ArrayList<>(Ranking.of(view).places());
      places.sort(Comparator.comparingInt(place -> view.runs().indexOf(place.run())));
      places.forEach(place -> table.add(row(view, place)));
    }
    return table.render(width, ink);
  }

  /** Experiments. */
  public static List<String> experiments(List<ExperimentView> experiments, int width, Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                Column.cuttable("NAME", 0, SHORTEST_NAME),
                Column.text("TRAINER", 3),
                Column.number("RUNS", 0),
                Column.text("STATES", 2),
                Column.cuttable("BEST", 1, SHORTEST_NAME),
                Column.number("OBJECTIVE", 1)));
    for (ExperimentView view : experiments) {
      Ranking ranking = Ranking.of(view);
      List<Place> first =
          ranking.places().stream().filter(place -> place.rank().isPresent()).limit(1).toList();
      table.add(
          List.of(
              Cell.of(view.name()),
              Cell.of(view.trainer().name()),
              Cell.of("" + view.runs().size()),
              Cell.of(states(view)),
              Cell.of(first.isEmpty() ? ConfigTable.ABSENT : first.getFirst().run().name()),
              Cell.of(
                  first.isEmpty()
                      ? ConfigTable.ABSENT
                      : ranking.metric() + " " + NumberText.measured(first.getFirst().value()))));
    }
    return table.render(width, ink);
  }

  private static List<Cell> row(ExperimentView view, Place place) {
    RunHistory run = place.run();
    return List.of(
        Cell.of(run.name()),
        Cell.of(view.name()),
        new Cell(run.state().word(), Tone.of(run.state())),
        Cell.of(run.report().map(report -> report.phase()).orElse(ConfigTable.ABSENT)),
        Cell.of(RunText.chunks(run)),
        Cell.of(RunText.steps(run)),
        Cell.of(NumberText.measured(place.trainLoss())),
        Cell.of(NumberText.measured(place.value())),
        Cell.of(place.rank().isPresent() ? "" + place.rank().getAsInt() : ConfigTable.ABSENT));
  }

  private static String states(ExperimentView view) {
    return view.counts().entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }
}
