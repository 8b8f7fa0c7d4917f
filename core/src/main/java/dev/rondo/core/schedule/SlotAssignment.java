package dev.rondo.core.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which free slot a chosen run gets: the one that holds its state, else the lowest that is left.
 */
final class SlotAssignment {
  private SlotAssignment() {}

  /** Turns in the order of their first slots. */
  static List<Turn> of(List<Choice> choices, List<SlotView> free) {
    List<SlotView> left = new ArrayList<>(free);
    left.sort(Comparator.comparingInt(SlotView::id));
    List<List<Integer>> taken = new ArrayList<>();
    for (Choice choice : choices) {
      taken.add(new ArrayList<>(holder(choice.run(), left).stream().toList()));
      left.removeIf(slot -> taken.getLast().contains(slot.id()));
    }
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      Choice choice = choices.get(i);
      List<Integer> slots = taken.get(i);
      while (slots.size() < choice.run().width()) {
        slots.add(left.removeFirst().id());
      }
      slots.sort(Comparator.naturalOrder());
      turns.add(new Turn(slots, choice.run().name(), choice.why(), choice.because()));
    }
    turns.sort(Comparator.comparingInt(Turn::slot));
    return List.copyOf(turns);
  }

  private static Optional<Integer> holder(RunView run, List<SlotView> left) {
    return left.stream()
        .filter(slot -> slot.attached().equals(Optional.of(run.name())))
        .map(SlotView::id)
        .findFirst();
  }
}
