package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.Checkpoints;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.chunk.ChunkPlan;
import dev.rondo.core.schedule.ChunkScheduler;
import dev.rondo.core.schedule.SlotView;
import dev.rondo.core.schedule.Snapshot;
import dev.rondo.core.schedule.Turn;
import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.scheduler.record.TurnLog;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.store.RunFolder;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The scheduler's one thread: hears what happens on the slots and what people want, and gives
 * turns. What it decides by is {@link ChunkScheduler}; what it does is done by slots.
 */
final class ChunkLoop {
  private static final int CRASHES_UNTIL_FAILED = 3;
  private static final int DEFAULT_KEEP = 2;
  private static final int DEFAULT_SAVE_SECONDS = 300;
  private static final long WAKE_MILLIS = 250;

  private final RunStore store;
  private final RunStates states;
  private final Map<Integer, Slot> slots;
  private final BlockingQueue<LoopEvent> events;
  private final Reports reports;
  private final TurnLog turnLog;
  private final Map<String, RunTracker> runs = new LinkedHashMap<>();
  private final Map<Integer, String> attached = new LinkedHashMap<>();
  private final Map<Integer, OpenTurn> busy = new LinkedHashMap<>();
  private boolean interrupted;

  ChunkLoop(
      RunStore store, RunStates states, Map<Integer, Slot> slots, BlockingQueue<LoopEvent> events) {
    this.store = store;
    this.states = states;
    this.slots = slots;
    this.events = events;
    this.reports = new Reports(store);
    this.turnLog = new TurnLog(store.turnLog());
  }

  /**
   * Gives turns until every run has ended or is stopped, or the loop is interrupted.
   *
   * @return the runs as they are then
   */
  Collection<RunTracker> run() throws IOException, InterruptedException {
    observe();
    giveTurns();
    while (!isOver()) {
      LoopEvent event = events.poll(WAKE_MILLIS, TimeUnit.MILLISECONDS);
      for (LoopEvent next = event == null ? new LoopEvent.Wake() : event;
          next != null;
          next = events.poll()) {
        hear(next);
      }
      observe();
      giveTurns();
      reports.publish(runs.values());
    }
    reports.publishAll(runs.values());
    return runs.values();
  }

  private boolean isOver() {
    return busy.isEmpty()
        && (interrupted || runs.values().stream().noneMatch(run -> run.phase().isLive()));
  }

  /** Takes up new runs, and stops, resumes and forgets as people want. */
  private void observe() throws IOException {
    List<Run> wanted = store.runs();
    for (Run run : wanted) {
      String name = run.metadata().getName();
      RunTracker tracker = runs.get(name);
      if (tracker == null) {
        tracker = new RunTracker(run, runs.size(), store.objective());
        runs.put(name, tracker);
        restore(tracker);
      }
      follow(tracker, run.spec().desiredState() == DesiredState.Stopped);
    }
    List<String> names = wanted.stream().map(run -> run.metadata().getName()).toList();
    for (String gone : runs.keySet().stream().filter(n -> !names.contains(n)).toList()) {
      forget(gone);
    }
  }

  private void follow(RunTracker run, boolean isStopWanted) {
    if (isStopWanted) {
      if (run.phase() == Phase.TRAINING) {
        run.slot().ifPresent(slot -> slots.get(slot).stop(run.name()));
      } else if (run.phase() == Phase.PENDING || run.phase() == Phase.WAITING) {
        run.phase(Phase.STOPPED, "");
      }
    } else if (run.phase() == Phase.STOPPED) {
      run.phase(run.prepared().isPresent() ? Phase.WAITING : Phase.PENDING, "");
    }
  }

  private void forget(String name) throws IOException {
    RunTracker run = runs.get(name);
    if (run.slot().isPresent()) {
      slots.get(run.slot().get()).stop(name);
    } else {
      runs.remove(name);
      states.delete(name);
    }
  }

  private void restore(RunTracker run) throws IOException {
    RunFolder folder = store.folder(run.name());
    Optional<Long> step = states.restore(run.name(), folder.checkpoints());
    folder.metrics().cutAfter(step.orElse(-1L));
    run.restoredAt(step.orElse(0L), folder);
  }

  private void giveTurns() throws IOException {
    if (interrupted) {
      return;
    }
    for (Slot slot : slots.values()) {
      Optional<RunTracker> unprepared = first(Phase.PENDING);
      if (!busy.containsKey(slot.id()) && unprepared.isPresent()) {
        prepare(slot, unprepared.get());
      }
    }
    List<RunTracker> waiting = in(Phase.WAITING);
    if (busy.size() < slots.size() && !waiting.isEmpty() && first(Phase.PREPARING).isEmpty()) {
      for (Turn turn : ChunkScheduler.decide(snapshot(waiting))) {
        train(slots.get(turn.slot()), runs.get(turn.run()), turn.why().toString());
      }
    }
  }

  private Snapshot snapshot(List<RunTracker> waiting) {
    List<SlotView> free = new ArrayList<>();
    for (int id : slots.keySet()) {
      if (!busy.containsKey(id)) {
        free.add(new SlotView(id, Optional.ofNullable(attached.get(id))));
      }
    }
    double busySeconds =
        in(Phase.TRAINING).stream().mapToDouble(RunTracker::remainingSeconds).sum();
    return new Snapshot(
        slots.size(), free, waiting.stream().map(RunTracker::view).toList(), busySeconds);
  }

  private void prepare(Slot slot, RunTracker run) {
    run.phase(Phase.PREPARING, "");
    run.on(slot.id());
    busy.put(slot.id(), OpenTurn.preparing(run.name()));
    slot.prepare(run.name(), store.trainerConfig(run.run()));
  }

  private void train(Slot slot, RunTracker run, String why) throws IOException {
    RunFolder folder = store.folder(run.name());
    ChunkPlan plan = run.plan();
    Checkpoints policy = store.checkpoints();
    boolean hasBaseline =
        folder.metrics().records().stream()
            .anyMatch(line -> line.path("split").asText().equals("eval"));
    TurnOrder order =
        new TurnOrder(
            run.name(),
            store.trainerConfig(run.run()),
            plan,
            folder,
            states.directory(run.name()),
            run.step(),
            plan.endOfChunkFrom(run.step()),
            plan.totalSteps(),
            run.step() == 0 && !hasBaseline,
            policy == null || policy.everySeconds() == null
                ? DEFAULT_SAVE_SECONDS
                : policy.everySeconds(),
            store.objective(),
            run.best(),
            policy == null || policy.keep() == null ? DEFAULT_KEEP : policy.keep(),
            run.run().spec().config().peft() != null,
            why);
    run.phase(Phase.TRAINING, "");
    run.on(slot.id());
    busy.put(slot.id(), OpenTurn.training(order));
    slot.train(order);
  }

  private void hear(LoopEvent event) throws IOException {
    switch (event) {
      case LoopEvent.Wake() -> {}
      case LoopEvent.Interrupted() -> interrupt();
      case LoopEvent.OfRun ofRun -> hear(ofRun, runs.get(ofRun.run()));
    }
  }

  private void interrupt() {
    interrupted = true;
    in(Phase.TRAINING).forEach(run -> slots.get(run.slot().orElseThrow()).stop(run.name()));
  }

  private void hear(LoopEvent.OfRun event, RunTracker run) throws IOException {
    switch (event) {
      case LoopEvent.WasPrepared it -> {
        busy.remove(it.slot());
        run.prepared(it.prepared(), it.fingerprint());
        run.phase(run.isAtEnd() ? Phase.SUCCEEDED : Phase.WAITING, "");
      }
      case LoopEvent.Stepped it -> run.stepped(it.step());
      case LoopEvent.WasLogged it -> run.logged(it.logged());
      case LoopEvent.WasEvaluated it -> run.evaluated(it.evaluated());
      case LoopEvent.WasCheckpointed it -> run.checkpointed(it.checkpoint());
      case LoopEvent.Noticed it -> run.phase(run.phase(), it.message());
      case LoopEvent.TurnOver it -> turnOver(it, run);
      case LoopEvent.WasRefused it -> {
        closeTurn(it.slot(), TurnEnded.getDefaultInstance(), "Refused");
        run.phase(Phase.FAILED, it.reason());
      }
      case LoopEvent.Crashed it -> crashed(it, run);
    }
    if (!(event instanceof LoopEvent.Stepped)) {
      reports.publishNow(run);
    }
  }

  private void turnOver(LoopEvent.TurnOver over, RunTracker run) throws IOException {
    TurnEnded ended = over.ended();
    closeTurn(over.slot(), ended, word(ended.getReason()));
    if (ended.getReason() == TurnEnded.Reason.STATE_LOST) {
      again(run, ended.getMessage());
      return;
    }
    attached.put(over.slot(), run.name());
    run.forgiveCrashes();
    switch (ended.getReason()) {
      case FAILED -> {
        restore(run);
        run.phase(Phase.FAILED, ended.getMessage());
      }
      case COMPLETED -> completed(run);
      default -> run.phase(Phase.WAITING, "");
    }
  }

  private void completed(RunTracker run) throws IOException {
    run.phase(run.isAtEnd() ? Phase.SUCCEEDED : Phase.WAITING, "");
    if (run.phase() == Phase.SUCCEEDED) {
      states.delete(run.name());
    }
  }

  private void crashed(LoopEvent.Crashed crash, RunTracker run) throws IOException {
    closeTurn(crash.slot(), TurnEnded.getDefaultInstance(), "Crashed");
    attached.remove(crash.slot());
    again(run, crash.reason());
  }

  /** The run goes on from its last checkpoint, or fails alone when that happens again and again. */
  private void again(RunTracker run, String reason) throws IOException {
    restore(run);
    int crashes = run.crashed();
    if (crashes >= CRASHES_UNTIL_FAILED) {
      run.phase(Phase.FAILED, "%d crashes in a row; the last: %s".formatted(crashes, reason));
    } else {
      run.phase(
          run.prepared().isPresent() ? Phase.WAITING : Phase.PENDING,
          "crash %d of %d: %s".formatted(crashes, CRASHES_UNTIL_FAILED, reason));
    }
  }

  private void closeTurn(int slot, TurnEnded ended, String how) throws IOException {
    OpenTurn turn = busy.remove(slot);
    Optional<TurnLog.Entry> entry = turn.entry(slot, ended, how);
    if (entry.isPresent()) {
      turnLog.append(entry.get());
    }
  }

  private static String word(TurnEnded.Reason reason) {
    return switch (reason) {
      case COMPLETED -> "Completed";
      case STOPPED -> "Stopped";
      case STATE_LOST -> "StateLost";
      default -> "Failed";
    };
  }

  private List<RunTracker> in(Phase phase) {
    return runs.values().stream().filter(run -> run.phase() == phase).toList();
  }

  private Optional<RunTracker> first(Phase phase) {
    return in(phase).stream().findFirst();
  }
}
