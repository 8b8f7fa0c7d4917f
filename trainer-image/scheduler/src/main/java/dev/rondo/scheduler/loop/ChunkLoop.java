package dev.rondo.scheduler.loop;

import dev.rondo.core.schedule.Turn;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The scheduler's one thread: hears what happens on the slots and what people want, and gives
 * turns. What it decides by is {@link TurnChoice}; what it does is done by slots.
 */
final class ChunkLoop {
  private static final System.Logger LOG = System.getLogger(ChunkLoop.class.getName());
  private static final long WAKE_MILLIS = 250;

  private final RunStore store;
  private final BlockingQueue<LoopEvent> events;
  private final Slots slots;
  private final Reports reports;
  private final KnownRuns runs = new KnownRuns();
  private final WantedRuns wanted;
  private final TurnChoice choice;
  private final StateRoom room;
  private final TurnOrders orders;
  private final TurnEndings endings;
  private final RewardWaits waits;
  private final StoppingWatch stopping;
  private final Ending ending;
  private boolean interrupted;

  ChunkLoop(
      RunStore store,
      RunStates states,
      Map<Integer, Slot> open,
      BlockingQueue<LoopEvent> events,
      Ending ending) {
    this.store = store;
    this.ending = ending;
    this.events = events;
    this.slots = new Slots(open);
    this.reports = new Reports(store);
    CheckpointsInUse inUse = new CheckpointsInUse();
    Restoration restoration = new Restoration(store, states);
    this.wanted = new WantedRuns(store, runs, slots, restoration, reports, inUse);
    this.choice = new TurnChoice(runs, slots);
    this.room = new StateRoom(states, runs);
    this.orders = new TurnOrders(store, states, inUse);
    this.stopping = new StoppingWatch(store, runs);
    this.waits = new RewardWaits(runs, slots, Clock.systemUTC());
    this.endings = new TurnEndings(store, slots, restoration, waits);
  }

  /** Gives turns until it is to end, or is interrupted. */
  void run() throws IOException, InterruptedException {
    wanted.observe();
    giveTurns();
    while (!isOver()) {
      LoopEvent event = events.poll(WAKE_MILLIS, TimeUnit.MILLISECONDS);
      for (LoopEvent next = event == null ? new LoopEvent.Wake() : event;
          next != null;
          next = events.poll()) {
        hear(next);
      }
      observeAgain();
      waits.askAgain();
      giveTurns();
      reports.publish(runs.all());
    }
    runs.in(Phase.PREPARING).forEach(run -> run.phase(Phase.PENDING, ""));
    reports.publishLast(runs.all());
  }

  private boolean isOver() {
    if (interrupted) {
      return runs.first(Phase.TRAINING).isEmpty();
    }
    return ending == Ending.WHEN_RUNS_END && slots.areIdle() && !runs.hasLive();
  }

  /** What cannot be read or answered now is there the next time; turns go on meanwhile. */
  private void observeAgain() {
    try {
      stopping.look();
      wanted.observe();
    } catch (IOException failed) {
      LOG.log(System.Logger.Level.WARNING, "gestures wait: {0}", failed.getMessage());
    }
  }

  private void giveTurns() {
    if (interrupted) {
      // again and again: a turn that had not begun yet heard nothing
      runs.in(Phase.TRAINING).forEach(slots::stop);
      return;
    }
    for (int slot : slots.free()) {
      Optional<RunTracker> unprepared = runs.firstToPrepare();
      if (unprepared.isPresent()) {
        store.taken(slot);
        slots.prepare(slot, unprepared.get(), store.trainerConfig(unprepared.get().run()));
      }
    }
    for (Turn turn : choice.next()) {
      RunTracker run = runs.find(turn.run()).orElseThrow();
      room.makeFor(run);
      store.taken(turn.slot());
      slots.train(turn.slot(), run, orders.next(run, turn.explanation()));
    }
  }

  private void hear(LoopEvent event) {
    switch (event) {
      case LoopEvent.Wake() -> {}
      case LoopEvent.Interrupted() -> interrupted = true;
      case LoopEvent.OfRun ofRun -> hear(ofRun, runs.find(ofRun.run()).orElseThrow());
    }
  }

  private void hear(LoopEvent.OfRun event, RunTracker run) {
    switch (event) {
      case LoopEvent.WasPrepared it -> endings.prepared(it, run);
      case LoopEvent.Stepped it -> {
        run.stepped(it.step());
        store.stepped(run.run(), run.results().step());
      }
      case LoopEvent.WasLogged it -> run.results().logged(it.logged());
      case LoopEvent.WasEvaluated it -> run.results().evaluated(it.evaluated());
      case LoopEvent.WasCheckpointed it -> run.checkpointed(it.checkpoint());
      case LoopEvent.WereRetained it -> run.results().checkpoints().kept(it.steps());
      case LoopEvent.Progressed it -> run.phase(run.phase(), it.message());
      case LoopEvent.Noticed it -> run.noticed(it.message());
      case LoopEvent.TurnOver it -> endings.over(it, run);
      case LoopEvent.RewardsSettled it -> waits.settled(it, run);
      case LoopEvent.WasRefused it -> endings.refused(it, run);
      case LoopEvent.WasUnrecorded it -> endings.unrecorded(it, run);
      case LoopEvent.Crashed it -> endings.crashed(it, run);
    }
    if (!(event instanceof LoopEvent.Stepped || event instanceof LoopEvent.WasLogged)) {
      reports.publishNow(run);
      stopping.heard();
    }
  }
}
