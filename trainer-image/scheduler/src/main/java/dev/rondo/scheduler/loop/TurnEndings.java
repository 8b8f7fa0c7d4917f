package dev.rondo.scheduler.loop;

import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.scheduler.record.TurnLog;
import java.io.IOException;
import java.util.Optional;

/** What becomes of a run when its turn is over, in whichever way. */
final class TurnEndings {
  private final Slots slots;
  private final Restoration restoration;
  private final TurnLog turnLog;

  TurnEndings(Slots slots, Restoration restoration, TurnLog turnLog) {
    this.slots = slots;
    this.restoration = restoration;
    this.turnLog = turnLog;
  }

  /** It is prepared. */
  void prepared(LoopEvent.WasPrepared it, RunTracker run) {
    slots.close(it.slot());
    run.prepared(it.prepared(), it.fingerprint());
    run.phase(run.isAtEnd() ? Phase.SUCCEEDED : Phase.WAITING, "");
  }

  /** The trainer ended the turn by itself. */
  void over(LoopEvent.TurnOver over, RunTracker run) throws IOException {
    TurnEnded ended = over.ended();
    close(over.slot(), ended, word(ended.getReason()));
    if (ended.getReason() == TurnEnded.Reason.STATE_LOST) {
      again(run, ended.getMessage());
      return;
    }
    slots.attach(over.slot(), run);
    run.crashes().forgive();
    switch (ended.getReason()) {
      case FAILED -> {
        restoration.restore(run);
        run.phase(Phase.FAILED, ended.getMessage());
      }
      case COMPLETED -> completed(run, ended);
      default -> run.phase(Phase.WAITING, "");
    }
  }

  private void completed(RunTracker run, TurnEnded ended) throws IOException {
    run.turned(ended);
    run.phase(run.isAtEnd() ? Phase.SUCCEEDED : Phase.WAITING, "");
    if (run.phase() == Phase.SUCCEEDED) {
      restoration.forget(run.name());
    }
  }

  /** It cannot be trained as it is. */
  void refused(LoopEvent.WasRefused it, RunTracker run) throws IOException {
    close(it.slot(), TurnEnded.getDefaultInstance(), "Refused");
    run.phase(Phase.FAILED, it.reason());
  }

  /** Its trainer ended under it. */
  void crashed(LoopEvent.Crashed crash, RunTracker run) throws IOException {
    close(crash.slot(), TurnEnded.getDefaultInstance(), "Crashed");
    slots.detach(crash.slot());
    again(run, crash.reason());
  }

  /** The run goes on from its last checkpoint, or fails alone when that happens again and again. */
  private void again(RunTracker run, String reason) throws IOException {
    restoration.restore(run);
    run.crashes().crashed();
    String message = run.crashes().describe(reason);
    if (run.crashes().isUsedUp()) {
      run.phase(Phase.FAILED, message);
    } else {
      run.runnable(message);
    }
  }

  private void close(int slot, TurnEnded ended, String how) throws IOException {
    Optional<TurnLog.Entry> entry = slots.close(slot).entry(slot, ended, how);
    if (entry.isPresent()) {
      turnLog.append(entry.get());
    }
  }

  private static String word(TurnEnded.Reason reason) {
    return switch (reason) {
      case COMPLETED -> "Completed";
      case STOPPED, DRAINING -> "Stopped";
      case STATE_LOST -> "StateLost";
      default -> "Failed";
    };
  }
}
