package dev.rondo.scheduler.metrics;

import dev.rondo.scheduler.record.TurnEnding;
import dev.rondo.scheduler.record.TurnLog;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The series of each slot of a worker, which are there as long as the worker is. */
final class SlotSeries {
  private static final double NANOS = 1e9;

  /**
   * How long a slot was busy.
   *
   * @param nanos of what has ended
   * @param since when it was taken, in nanoseconds of the clock; empty: it is free
   */
  private record Busy(long nanos, Optional<Long> since) {
    double seconds(long now) {
      return (nanos + since.map(start -> now - start).orElse(0L)) / NANOS;
    }
  }

  private final Map<Integer, Busy> busy = new ConcurrentHashMap<>();
  private final LongSupplier clock;
  private final Counter activity;
  private final Counter turns;

  /**
   * All are free.
   *
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  SlotSeries(PrometheusRegistry registry, Labels common, int slots, LongSupplier clock) {
    this.clock = clock;
    IntStream.range(0, slots).forEach(slot -> busy.put(slot, new Busy(0, Optional.empty())));
    CounterWithCallback.builder()
        .name("rondo_slot_busy_seconds")
        .help("Time with a turn or a preparation under way; its rate is the slot's busy share.")
        .unit(Unit.SECONDS)
        .constLabels(common)
        .labelNames("slot")
        .callback(call ->
            busy.forEach(
                (slot, time) -> call.call(time.seconds(clock.getAsLong()), String.valueOf(slot))))
        .register(registry);
    this.activity =
        Counter.builder()
            .name("rondo_slot_turn_seconds")
            .help("Time of turns that ended, by what it went to: train, eval, swap.")
            .unit(Unit.SECONDS)
            .constLabels(common)
            .labelNames("slot", "activity")
            .register(registry);
    this.turns =
        Counter.builder()
            .name("rondo_slot_turns")
            .help("Turns that ended, by how: completed, stopped, failed, crashed, ...")
            .constLabels(common)
            .labelNames("slot", "ended")
            .register(registry);
    busy.keySet().forEach(slot -> countFromZero(String.valueOf(slot)));
  }

  /** What has not happened yet has a series too: a rate needs a start. */
  private void countFromZero(String slot) {
    List.of("train", "eval", "swap").forEach(what -> activity.labelValues(slot, what));
    Stream.of(TurnEnding.COMPLETED, TurnEnding.STOPPED, TurnEnding.FAILED, TurnEnding.CRASHED)
        .forEach(how -> turns.labelValues(slot, how.label()));
  }

  void taken(int slot) {
    busy.computeIfPresent(
        slot, (_, time) -> new Busy(time.nanos(), Optional.of(clock.getAsLong())));
  }

  void freed(int slot) {
    busy.computeIfPresent(
        slot,
        (_, time) ->
            new Busy(
                time.nanos() + time.since().map(start -> clock.getAsLong() - start).orElse(0L),
                Optional.empty()));
  }

  void turned(TurnLog.Entry turn) {
    String slot = String.valueOf(turn.slot());
    activity.labelValues(slot, "train").inc(turn.trainSeconds());
    activity.labelValues(slot, "eval").inc(turn.evalSeconds());
    activity.labelValues(slot, "swap").inc(turn.swapSeconds());
    turns.labelValues(slot, turn.ended().toLowerCase(Locale.ROOT)).inc();
  }
}
