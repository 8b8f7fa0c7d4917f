package dev.rondo.cli.table;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.MetricPoint;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.store.TurnRecord;
import dev.rondo.core.lifecycle.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * When an experiment will be done, by the step times it has shown.
 *
 * @param share of all steps done, 0 to 1
 * @param elapsed from the first turn to the newest record
 * @param remaining until the last run ends; absent before the first measurement
 */
record Forecast(double share, Duration elapsed, Optional<Duration> remaining) {
  static Forecast of(ExperimentView view) {
    OptionalDouble usual = mean(view.runs().stream().map(run -> secondsPerStep(view, run)));
    double sum = 0;
    double longest = 0;
    boolean known = true;
    for (RunHistory run : view.runs()) {
      if (RunText.ended(run) || run.is(RunState.STOPPED)) {
        continue;
      }
      OptionalDouble own = secondsPerStep(view, run);
      double pace = own.orElse(usual.orElse(Double.NaN));
      double seconds = run.totalSteps().map(total -> total - run.step()).orElse(-1L) * pace;
      known &= seconds >= 0;
      sum += seconds;
      longest = Math.max(longest, seconds);
    }
    double seconds = Math.max(longest, sum / view.slots());
    return new Forecast(
        view.runs().stream().mapToDouble(RunText::share).average().orElse(0),
        elapsed(view),
        known ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000))) : Optional.empty());
  }

  private static OptionalDouble secondsPerStep(ExperimentView view, RunHistory run) {
    List<TurnRecord> turns =
        view.turns().stream()
            .filter(turn -> turn.runs().contains(run.name()) && turn.end().isPresent())
            .toList();
    long steps = turns.stream().mapToLong(TurnRecord::steps).sum();
    if (steps > 0) {
      long millis = turns.stream().mapToLong(turn -> turn.length().toMillis()).sum();
      return OptionalDouble.of(millis / 1000.0 / steps);
    }
    return loggedPace(run);
  }

  /** Before the first turn has ended: by the times of the training lines. */
  private static OptionalDouble loggedPace(RunHistory run) {
    List<MetricPoint> timed =
        run.train().stream().filter(point -> point.time().isPresent()).toList();
    if (timed.size() < 2) {
      return OptionalDouble.empty();
    }
    MetricPoint first = timed.getFirst();
    MetricPoint last = timed.getLast();
    double seconds =
        Duration.between(first.time().orElseThrow(), last.time().orElseThrow()).toMillis() / 1000.0;
    return last.step() > first.step()
        ? OptionalDouble.of(seconds / (last.step() - first.step()))
        : OptionalDouble.empty();
  }

  private static OptionalDouble mean(Stream<OptionalDouble> values) {
    return values
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }

  private static Duration elapsed(ExperimentView view) {
    if (view.turns().isEmpty()) {
      return Duration.ZERO;
    }
    Instant start = view.turns().getFirst().start();
    Instant newest =
        Stream.concat(
                view.turns().stream().map(turn -> turn.end().orElse(turn.start())),
                view.runs().stream()
                    .flatMap(run -> Stream.concat(run.train().stream(), run.eval().stream()))
                    .flatMap(point -> point.time().stream()))
            .max(Instant::compareTo)
            .orElse(start);
    return Duration.between(start, newest);
  }
}
