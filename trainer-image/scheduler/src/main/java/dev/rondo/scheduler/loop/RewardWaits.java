package dev.rondo.scheduler.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The runs that wait for others to say what their completions are worth. They hold no slot; an
 * endpoint that is away is asked again after growing pauses, for as long as the run is wanted.
 * Belongs to the loop's thread.
 */
final class RewardWaits {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final KnownRuns runs;
  private final Slots slots;
  private final Clock clock;
  private final Map<String, Pause> pauses = new HashMap<>();

  /**
   * Between two times that an endpoint is asked.
   *
   * @param slot whose trainer asks
   * @param end empty while it is asked
   */
  private record Pause(int slot, Duration length, Optional<Instant> end) {
    Pause asking() {
      return new Pause(slot, length, Optional.empty());
    }

    Pause after(Instant now) {
      return new Pause(slot, length, Optional.of(now.plus(length)));
    }

    Pause longer() {
      Duration twice = length.multipliedBy(2);
      return new Pause(slot, twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE, end);
    }
  }

  RewardWaits(KnownRuns runs, Slots slots, Clock clock) {
    this.runs = runs;
    this.slots = slots;
    this.clock = clock;
  }

  /** The run's turn on a slot ended with questions that are not answered. */
  void begin(RunTracker run, int slot) {
    run.phase(Phase.AWAITING_REWARDS, "");
    pauses.put(run.name(), new Pause(slot, FIRST_PAUSE, Optional.empty()));
    slots.awaitRewards(slot, run);
  }

  /** Its answers are there, or an endpoint is away. */
  void settled(LoopEvent.RewardsSettled it, RunTracker run) {
    Pause pause = pauses.get(run.name());
    if (!isAwaiting(run) || pause == null) {
      return; // stopped meanwhile, or another object of that name
    }
    if (it.unavailable().isEmpty()) {
      pauses.remove(run.name());
      run.phase(Phase.WAITING, "");
    } else {
      run.phase(Phase.ENDPOINT_UNAVAILABLE, it.unavailable() + "; it is asked again");
      pauses.put(run.name(), pause.after(clock.instant()).longer());
    }
  }

  /** Asks again for the runs whose pause is over; those that are not wanted any more are left. */
  void askAgain() {
    for (Iterator<Map.Entry<String, Pause>> all = pauses.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, Pause> entry = all.next();
      Optional<RunTracker> run = runs.find(entry.getKey()).filter(RewardWaits::isAwaiting);
      Pause pause = entry.getValue();
      if (run.isEmpty()) {
        all.remove();
      } else if (pause.end().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
        entry.setValue(pause.asking());
        slots.awaitRewards(pause.slot(), run.get());
      }
    }
  }

  private static boolean isAwaiting(RunTracker run) {
    return run.phase() == Phase.AWAITING_REWARDS || run.phase() == Phase.ENDPOINT_UNAVAILABLE;
  }
}
