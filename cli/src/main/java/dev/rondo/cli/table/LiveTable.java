package dev.rondo.cli.table;

import dev.rondo.cli.ranking.NumberText;
import dev.rondo.cli.ranking.Place;
import dev.rondo.cli.ranking.Ranking;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.store.RunMessage;
import dev.rondo.core.lifecycle.RunPhases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The table that {@code rondo run} redraws on a terminal; a pure function of a view. */
public final class LiveTable {
  private static final int SHORTEST_NAME = 12;
  private static final int RUN_BAR = 12;
  private static final int HEAD = 3;

  /** What runs do while people want to know more of it than the word. */
  private static final Set<String> TELLING =
      Set.of(RunPhases.PREPARING, RunPhases.ENDPOINT_UNAVAILABLE);

  private LiveTable() {}

  /** Every run, without colours. */
  public static List<String> render(ExperimentView view, int width) {
    return render(view, width, Integer.MAX_VALUE, Ink.PLAIN);
  }

  /**
   * The lines of the table.
   *
   * @param width columns of the terminal
   * @param height its lines; where the runs are more, those that train come first and the rest is
   *     counted
   */
  public static List<String> render(ExperimentView view, int width, int height, Ink ink) {
    Forecast forecast = Forecast.of(view);
    List<String> lines = new ArrayList<>();
    lines.add(ends(ink.paint(Tone.STRONG, view.name()), view.name(), subject(view), width, ink));
    lines.add(progress(forecast, width, ink));
    lines.add(ink.paint(Tone.FAINT, Cut.end(counts(view), width)));
    int room = height - HEAD - 1;
    List<RunHistory> shown = view.runs();
    if (shown.size() > room) {
      shown =
          shown.stream()
              .sorted(Comparator.comparingInt(LiveTable::urgency))
              .limit(Math.max(1, room - 1))
              .sorted(Comparator.comparingInt(view.runs()::indexOf))
              .toList();
    }
    lines.addAll(table(view, shown).render(width, ink));
    if (shown.size() < view.runs().size()) {
      String rest = "… and " + (view.runs().size() - shown.size()) + " more";
      lines.add(ink.paint(Tone.FAINT, rest));
    }
    return lines;
  }

  private static TextTable table(ExperimentView view, List<RunHistory> shown) {
    Ranking ranking = Ranking.of(view);
    Map<String, Place> places = new HashMap<>();
    ranking.places().forEach(place -> places.put(place.run().name(), place));
    TextTable table =
        new TextTable(
            List.of(
                Column.cuttable("run", 0, SHORTEST_NAME),
                Column.text("state", 0),
                Column.text("slot", 7),
                Column.text("progress", 3),
                Column.number("step", 4),
                Column.number("chunk", 5),
                Column.number("loss", 2),
                Column.number(ranking.metric(), 0),
                Column.number("Δ base", 6),
                Column.number("#", 1)));
    shown.forEach(run -> table.add(row(run, places.get(run.name()))));
    return table;
  }

  private static List<Cell> row(RunHistory run, Place place) {
    String doing = RunText.doing(run);
    Tone tone = Tone.ofPhase(doing);
    boolean first = place.rank().orElse(0) == 1;
    return List.of(
        new Cell(run.name(), first ? Tone.STRONG : Tone.NORMAL),
        new Cell(doing, tone),
        Cell.of(RunText.slot(run).map(Object::toString).orElse("")),
        new Cell(ProgressBar.of(RunText.share(run), RUN_BAR), tone),
        Cell.of(RunText.steps(run)),
        Cell.of(RunText.chunks(run)),
        Cell.of(NumberText.measured(place.trainLoss())),
        new Cell(NumberText.measured(place.value()), first ? Tone.STRONG : Tone.NORMAL),
        Cell.of(NumberText.delta(place.delta())),
        Cell.of(place.rank().isPresent() ? "" + place.rank().getAsInt() : ""));
  }

  private static String subject(ExperimentView view) {
    int runs = view.runs().size();
    int slots = view.slots();
    return "%s · %d run%s · %d slot%s"
        .formatted(view.trainer(), runs, runs == 1 ? "" : "s", slots, slots == 1 ? "" : "s");
  }

  private static String progress(Forecast forecast, int width, Ink ink) {
    String percent = " %3d %%".formatted((int) Math.floor(forecast.share() * 100));
    String time = percent + "  " + DurationText.of(forecast.elapsed()) + left(forecast.remaining());
    int bar = Math.max(4, width - time.length());
    return ink.paint(Tone.BUSY, ProgressBar.of(forecast.share(), bar)) + time;
  }

  private static String left(Optional<Duration> remaining) {
    return remaining
        .map(time -> time.isZero() ? "" : ", about " + DurationText.of(time) + " left")
        .orElse("");
  }

  private static String counts(ExperimentView view) {
    Map<String, Long> counts =
        view.runs().stream()
            .collect(
                Collectors.groupingBy(RunText::doing, LinkedHashMap::new, Collectors.counting()));
    String text =
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" · "));
    return text + told(view).map(message -> ": " + message).orElse("");
  }

  /** How far data or model of a run that is prepared are, or which endpoint is not there. */
  private static Optional<String> told(ExperimentView view) {
    return view.runs().stream()
        .filter(run -> TELLING.contains(RunText.doing(run)))
        .map(RunMessage::of)
        .filter(message -> !message.isEmpty())
        .findFirst();
  }

  /** Those that move first, those that ended last. */
  private static int urgency(RunHistory run) {
    return switch (RunText.doing(run)) {
      case RunPhases.TRAINING -> 0;
      case RunPhases.FAILED -> 1;
      case RunPhases.PREPARING -> 2;
      case RunPhases.WAITING, RunPhases.AWAITING_REWARDS, RunPhases.ENDPOINT_UNAVAILABLE -> 3;
      case RunPhases.PENDING -> 4;
      case RunPhases.STOPPED -> 5;
      default -> 6;
    };
  }

  private static String ends(String painted, String left, String right, int width, Ink ink) {
    int space = width - left.length() - right.length();
    return space < 2 ? painted : painted + " ".repeat(space) + ink.paint(Tone.FAINT, right);
  }
}
