package dev.rondo.scheduler.loop;

import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.scheduler.record.TurnEnding;
import dev.rondo.scheduler.record.TurnLog;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** What becomes of a run when its turn is over, in whichever way. */
final class TurnEndings {
  private static final System.Logger LOG = System.getLogger(TurnEndings.class.getName());

  private final RunStore store;
  private final Slots slots;
  private final Restoration restoration;
  private final RewardWaits waits;
  private final TurnLog turnLog;

  TurnEndings(RunStore store, Slots slots, Restoration restoration, RewardWaits waits) {
    this.store = store;
    this.slots = slots;
    this.waits = waits;
    this.restoration = restoration;
    this.turnLog = new TurnLog(store.turnLog());
  }

  /** It is prepared. */
  void prepared(LoopEvent.WasPrepared it, RunTracker run) {
    slots.close(it.slot());
    store.freed(it.slot(), Optional.empty());
    run.results().prepared(it.prepared());
    run.phase(Phase.WAITING, "");
  }

  /** The trainer ended the turn by itself. */
  void over(LoopEvent.TurnOver over, RunTracker run) {
    TurnEnded ended = over.ended();
    close(over.slot(), ended, ending(ended.getReason()));
    if (ended.getReason() == TurnEnded.Reason.STATE_LOST) {
      again(run, Setbacks::lostState, ended.getMessage());
      return;
    }
    slots.attach(over.slot(), run);
    run.setbacks().forgive();
    switch (ended.getReason()) {
      case FAILED -> fail(run, ended.getMessage());
      case COMPLETED -> completed(run, ended);
      case AWAITING_REWARDS -> waits.begin(run, over.slot());
      default -> run.phase(Phase.WAITING, "");
    }
  }

  private void completed(RunTracker run, TurnEnded ended) {
    run.turned(ended);
    run.phase(run.results().isAtEnd() ? Phase.SUCCEEDED : Phase.WAITING, "");
    if (run.phase() == Phase.SUCCEEDED) {
      restoration.forget(run.name());
    }
  }

  /** It cannot be trained as it is. */
  void refused(LoopEvent.WasRefused it, RunTracker run) {
    close(it.slot(), TurnEnded.getDefaultInstance(), TurnEnding.REFUSED);
    run.phase(Phase.FAILED, it.reason());
  }

  /** What its turn brought is not written down, so it has not happened. */
  void unrecorded(LoopEvent.WasUnrecorded it, RunTracker run) {
    close(it.slot(), TurnEnded.getDefaultInstance(), TurnEnding.UNRECORDED);
    slots.detach(it.slot());
    fail(run, it.reason());
  }

  private void fail(RunTracker run, String reason) {
    if (restoration.restore(run)) {
      run.phase(Phase.FAILED, reason);
    }
  }

  /** Its trainer ended under it. */
  void crashed(LoopEvent.Crashed crash, RunTracker run) {
    close(crash.slot(), TurnEnded.getDefaultInstance(), TurnEnding.CRASHED);
    slots.detach(crash.slot());
    again(run, Setbacks::crashed, crash.reason());
  }

  /** The run goes on from its last checkpoint, or fails alone when that happens again and again. */
  private void again(RunTracker run, Consumer<Setbacks> count, String reason) {
    if (!restoration.restore(run)) {
      return;
    }
    count.accept(run.setbacks());
    String message = run.setbacks().describe(reason);
    if (run.setbacks().areUsedUp()) {
      run.phase(Phase.FAILED, message);
    } else {
      run.runnable(message);
    }
  }

  private void close(int slot, TurnEnded ended, TurnEnding how) {
    Optional<TurnLog.Entry> entry = slots.close(slot).entry(slot, ended, how);
    store.freed(slot, entry);
    try {
      if (entry.isPresent()) {
        turnLog.append(entry.get());
      }
    } catch (IOException lost) {
      LOG.log(System.Logger.Level.WARNING, "a line of turns.jsonl is lost: {0}", lost.getMessage());
    }
  }

  private static TurnEnding ending(TurnEnded.Reason reason) {
    return switch (reason) {
      case COMPLETED -> TurnEnding.COMPLETED;
      case STOPPED, DRAINING -> TurnEnding.STOPPED;
      case STATE_LOST -> TurnEnding.STATE_LOST;
      case AWAITING_REWARDS -> TurnEnding.AWAITING_REWARDS;
      default -> TurnEnding.FAILED;
    };
  }
}
