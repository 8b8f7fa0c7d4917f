package dev.rondo.scheduler.loop;

import dev.rondo.core.schedule.SlotView;
import dev.rondo.protocol.v1.RunConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The slots of this worker: what each is busy with, and whose state it held last. Belongs to the
 * loop's thread.
 */
final class Slots {
  private final Map<Integer, Slot> slots;
  private final Map<Integer, OpenTurn> busy = new LinkedHashMap<>();
  private final Map<Integer, String> attached = new LinkedHashMap<>();

  Slots(Map<Integer, Slot> slots) {
    this.slots = slots;
  }

  boolean areIdle() {
    return busy.isEmpty();
  }

  boolean hasFree() {
    return !free().isEmpty();
  }

  /** Ids of the slots that have a trainer and are busy with nothing, lowest first. */
  List<Integer> free() {
    return slots.values().stream()
        .filter(slot -> !busy.containsKey(slot.id()) && slot.isAvailable())
        .map(Slot::id)
        .sorted()
        .toList();
  }

  /** The free slots as a scheduling decision sees them. */
  List<SlotView> views() {
    List<SlotView> views = new ArrayList<>();
    for (int id : free()) {
      views.add(new SlotView(id, Optional.ofNullable(attached.get(id))));
    }
    return views;
  }

  void prepare(int slot, RunTracker run, RunConfig config) {
    run.phase(Phase.PREPARING, "");
    run.on(slot);
    busy.put(slot, OpenTurn.preparing(run.name()));
    slots.get(slot).prepare(run.name(), config);
  }

  void train(int slot, RunTracker run, TurnOrder order) {
    run.phase(Phase.TRAINING, "");
    run.on(slot);
    busy.put(slot, OpenTurn.training(order));
    slots.get(slot).train(order);
  }

  /** Has a run prepared anew wherever it takes a turn. */
  void prepareAnew(RunTracker run) {
    slots.values().forEach(slot -> slot.prepareAnew(run.name()));
  }

  /** Ends the run's turn at its next step, if it has one. */
  void stop(RunTracker run) {
    run.slot().ifPresent(slot -> slots.get(slot).stop(run.name()));
  }

  /** Saves the run's state at its next step; its turn goes on. */
  void save(RunTracker run) {
    run.slot().ifPresent(slot -> slots.get(slot).save(run.name()));
  }

  /** Waits for others' rewards of a run whose turn ended on a slot, which is free meanwhile. */
  void awaitRewards(int slot, RunTracker run) {
    slots.get(slot).awaitRewards(run.name());
  }

  /** The slot is free again. */
  OpenTurn close(int slot) {
    return busy.remove(slot);
  }

  /** The slot holds the run's state. */
  void attach(int slot, RunTracker run) {
    attached.put(slot, run.name());
  }

  /** The slot holds no state: its trainer is gone. */
  void detach(int slot) {
    attached.remove(slot);
  }
}
