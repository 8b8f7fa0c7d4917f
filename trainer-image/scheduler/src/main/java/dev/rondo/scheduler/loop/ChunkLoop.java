package dev.rondo.scheduler.loop;

import dev.rondo.core.schedule.Turn;
import dev.rondo.scheduler.record.TurnLog;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The scheduler's one thread: hears what happens on the slots and what people want, and gives
 * turns. What it decides by is {@link TurnChoice}; what it does is done by slots.
 */
final class ChunkLoop {
  private static final long WAKE_MILLIS = 250;

  private final RunStore store;
  private final BlockingQueue<LoopEvent> events;
  private final Slots slots;
  private final Reports reports;
  private final KnownRuns runs = new KnownRuns();
  private final WantedRuns wanted;
  private final TurnChoice choice;
  private final TurnOrders orders;
  private final TurnEndings endings;
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
    Restoration restoration = new Restoration(store, states);
    this.wanted = new WantedRuns(store, runs, slots, restoration);
    this.choice = new TurnChoice(runs, slots);
    this.orders = new TurnOrders(store, states);
    this.endings = new TurnEndings(slots, restoration, new TurnLog(store.turnLog()));
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
      wanted.observe();
      giveTurns();
      reports.publish(runs.all());
    }
    reports.publishAll(runs.all());
  }

  private boolean isOver() {
    return slots.areIdle() && (interrupted || (ending == Ending.WHEN_RUNS_END && !runs.hasLive()));
  }

  private void giveTurns() throws IOException {
    if (interrupted) {
      return;
    }
    for (int slot : slots.free()) {
      Optional<RunTracker> unprepared = runs.first(Phase.PENDING);
      if (unprepared.isPresent()) {
        slots.prepare(slot, unprepared.get(), store.trainerConfig(unprepared.get().run()));
      }
    }
    if (runs.first(Phase.PREPARING).isEmpty()) {
      for (Turn turn : choice.next()) {
        RunTracker run = runs.find(turn.run()).orElseThrow();
        slots.train(turn.slot(), run, orders.next(run, turn.explanation()));
      }
    }
  }

  private void hear(LoopEvent event) throws IOException {
    switch (event) {
      case LoopEvent.Wake() -> {}
      case LoopEvent.Interrupted() -> interrupt();
      case LoopEvent.OfRun ofRun -> hear(ofRun, runs.find(ofRun.run()).orElseThrow());
    }
  }

  private void interrupt() {
    interrupted = true;
    runs.in(Phase.TRAINING).forEach(slots::stop);
  }

  private void hear(LoopEvent.OfRun event, RunTracker run) throws IOException {
    switch (event) {
      case LoopEvent.WasPrepared it -> endings.prepared(it, run);
      case LoopEvent.Stepped it -> run.stepped(it.step());
      case LoopEvent.WasLogged it -> run.logged(it.logged());
      case LoopEvent.WasEvaluated it -> run.evaluated(it.evaluated());
      case LoopEvent.WasCheckpointed it -> run.checkpointed(it.checkpoint());
      case LoopEvent.Noticed it -> run.phase(run.phase(), it.message());
      case LoopEvent.TurnOver it -> endings.over(it, run);
      case LoopEvent.WasRefused it -> endings.refused(it, run);
      case LoopEvent.Crashed it -> endings.crashed(it, run);
    }
    if (!(event instanceof LoopEvent.Stepped)) {
      reports.publishNow(run);
    }
  }
}
