package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.CheckpointRequests;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.schedule.BusySlot;
import dev.rondo.core.schedule.RunView;
import dev.rondo.protocol.v1.StepDone;
import dev.rondo.protocol.v1.TurnEnded;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run as the loop has it: what is wanted of it, what it does, and its place among those that take
 * turns. Belongs to the loop's thread.
 */
final class RunTracker {
  private final Run taken;
  private Run run;
  private final TurnClaim claim;
  private final RunResults results;
  private final SavesAsked saves = new SavesAsked();
  private final Setbacks setbacks = new Setbacks();
  private Phase phase = Phase.PENDING;
  private Optional<Integer> slot = Optional.empty();
  private String message = "";
  private String notice = "";
  private Optional<WorkerReport> ended = Optional.empty();

  RunTracker(Run run, int order, Objective objective) {
    this.taken = run;
    this.run = run;
    this.claim = new TurnClaim(name(), order);
    this.results = new RunResults(run.spec(), objective, toldBefore());
  }

  String name() {
    return run.metadata().getName();
  }

  Run run() {
    return run;
  }

  /**
   * Whether this is the same object, held under the same epoch: else it is another run to train.
   */
  boolean isHeldAs(Run other) {
    return Objects.equals(run.metadata().getUid(), other.metadata().getUid())
        && Objects.equals(epochOf(run), epochOf(other));
  }

  /** Whether it is held under this epoch; null: under none, as in local mode. */
  boolean isHeldUnder(Long epoch) {
    return Objects.equals(epochOf(run), epoch);
  }

  private static Long epochOf(Run held) {
    return Optional.ofNullable(held.status())
        .map(RunStatus::placement)
        .map(Placement::epoch)
        .orElse(null);
  }

  /** The object as it is wanted now. */
  void wanted(Run next) {
    run = next;
  }

  /** Whether it waits for the checkpoint that it is to start from: it can't be prepared. */
  boolean isAwaitingSource() {
    return phase == Phase.PENDING && SourceCondition.isAwaited(run);
  }

  /** What has come of it so far. */
  RunResults results() {
    return results;
  }

  Phase phase() {
    return phase;
  }

  void phase(Phase next, String why) {
    phase = next;
    message = why;
    if (next != Phase.TRAINING && next != Phase.PREPARING) {
      slot = Optional.empty();
    }
    if (next != Phase.TRAINING) {
      saves.turnIsOver();
    }
    if (!next.hasPlace()) {
      claim.leave();
    }
  }

  /** It may take turns, once it is prepared. */
  void runnable(String why) {
    phase(results.prepared().isPresent() ? Phase.WAITING : Phase.PENDING, why);
  }

  void on(int slotId) {
    slot = Optional.of(slotId);
  }

  Optional<Integer> slot() {
    return slot;
  }

  /** Something that people should know of it, kept until it ends. */
  void noticed(String text) {
    notice = text;
  }

  /** An earlier process brought it to its end; nothing of its report changes any more. */
  void endedBefore(WorkerReport report) {
    ended = Optional.of(report);
    phase(Phase.SUCCEEDED, "");
  }

  /** What an earlier process published of this run and nothing else tells. */
  Optional<WorkerReport> toldBefore() {
    return Optional.ofNullable(taken.status()).map(RunStatus::worker);
  }

  /** It took a step: where its preparation for the turn was is of no interest then. */
  void stepped(StepDone done) {
    message = "";
    claim.stepped(done.getSeconds());
    results.stepped(done);
  }

  /** It has a new durable checkpoint. */
  void checkpointed(CheckpointRef ref) {
    results.checkpoints().wrote(ref);
    saves.wrote(ref.step());
  }

  /** Whether it is to be saved at its next step for somebody who asks; that is under way then. */
  boolean beginsSave() {
    saves.hear(CheckpointRequests.open(run), results.step(), phase == Phase.TRAINING);
    return phase == Phase.TRAINING
        && saves.begin(results.checkpoints().newest().map(CheckpointRef::step).orElse(0L));
  }

  /** Ids of the requests for a checkpoint that it keeps all of its checkpoints for. */
  List<String> heard() {
    return saves.heeded();
  }

  /** What sent it back to its checkpoint since its last turn. */
  Setbacks setbacks() {
    return setbacks;
  }

  /** Takes in what a turn took besides its steps. */
  void turned(TurnEnded turn) {
    claim.turned(turn.getEvalSeconds(), turn.getAttachSeconds() + turn.getSaveSeconds());
  }

  /** Whether it has its place among those that take turns. */
  boolean hasJoined() {
    return claim.hasJoined();
  }

  /** Takes its place among the runs that it joins. */
  void join(Collection<RunTracker> others) {
    claim.join(results.consumed(), others.stream().map(RunTracker::standing).toList());
  }

  private double standing() {
    return claim.standing(results.consumed());
  }

  /** As a scheduling decision sees it while it waits. */
  RunView view() {
    int priority = Objects.requireNonNullElse(run.spec().priority(), 0);
    return claim.view(priority, results.plan(), results.step(), results.endOfTurn());
  }

  /** As a scheduling decision sees its slot while it trains or is prepared. */
  BusySlot busy() {
    return results
        .prepared()
        .map(_ -> claim.busy(results.plan(), results.step(), results.endOfTurn()))
        .orElse(new BusySlot(0, 0));
  }

  /** {@code status.worker}. */
  WorkerReport report() {
    String told = message.isEmpty() ? notice : message;
    return ended.orElseGet(() ->
        results.report(
            epochOf(run), phase, slot.orElse(null), told.isEmpty() ? null : told, heard()));
  }
}
