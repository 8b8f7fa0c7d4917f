package dev.rondo.core.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives free slots to waiting runs. No slot stays free while a run waits that fits on it, but for
 * slots that a gang has reserved. Of the runs that {@link Fairness} allows, {@link Tail} chooses,
 * then {@link Locality}, then fairness itself. The same snapshot always gives the same turns.
 */
public final class ChunkScheduler {
  private static final List<Rule> RULES = List.of(new Tail(), new Locality(), new Fairness());

  private ChunkScheduler() {}

  /** Turns for the free slots, in the order of the slots' ids. */
  public static List<Turn> decide(Snapshot snapshot) {
    List<RunView> waiting = new ArrayList<>(snapshot.waiting());
    waiting.sort(Fairness.ORDER);
    Situation situation = new Situation(snapshot.evenShare(), attached(snapshot));
    List<Choice> choices = new ArrayList<>();
    Optional<Reservation> reservation = Optional.empty();
    int free = snapshot.free().size();
    while (free > 0) {
      int slots = free;
      List<RunView> fitting =
          reservation
              .map(held ->
                  waiting.stream()
                      .filter(run -> run.width() <= slots && held.leavesRoomFor(run))
                      .toList())
              .orElse(waiting);
      if (fitting.isEmpty()) {
        break;
      }
      Choice choice = choose(fitting, situation);
      waiting.remove(choice.run());
      if (choice.run().width() > free) {
        reservation = Optional.of(Reservation.of(choice.run(), free, snapshot.busy(), choices));
        continue;
      }
      choices.add(reservation.map(held -> held.backfill(choice.run())).orElse(choice));
      free -= choice.run().width();
    }
    return SlotAssignment.of(choices, snapshot.free());
  }

  private static Choice choose(List<RunView> waiting, Situation situation) {
    if (waiting.size() == 1) {
      return new Choice(waiting.getFirst(), Turn.Why.ONLY_RUN, "no other run was waiting");
    }
    List<RunView> allowed = Fairness.allowed(waiting);
    return RULES.stream()
        .flatMap(rule -> rule.choose(allowed, situation).stream())
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> attached(Snapshot snapshot) {
    Set<String> names = new HashSet<>();
    snapshot.free().forEach(slot -> slot.attached().ifPresent(names::add));
    return names;
  }
}
