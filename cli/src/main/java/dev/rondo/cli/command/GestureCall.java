package dev.rondo.cli.command;

import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RunFacts;
import dev.rondo.scheduler.local.DirectoryRunStore;
import dev.rondo.scheduler.local.GestureLog;
import dev.rondo.scheduler.local.GestureRequests;
import dev.rondo.scheduler.local.StoreFolder;
import dev.rondo.scheduler.local.StoreLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a gesture on a run and waits for what becomes of it: the process that trains takes it in,
 * and where none does, this one.
 */
final class GestureCall {
  private static final long POLL_MILLIS = 50;

  private final StoreFolder folder;
  private final String run;
  private final PrintWriter out;
  private final PrintWriter err;

  GestureCall(StoreFolder folder, String run, PrintWriter out, PrintWriter err) {
    this.folder = folder;
    this.run = run;
    this.out = out;
    this.err = err;
  }

  /**
   * An id; they sort by time, so that gestures are taken in in the order in which they are made.
   */
  static String newId() {
    return "%013d-%s".formatted(System.currentTimeMillis(), UUID.randomUUID());
  }

  /** Makes it; returns the exit code. */
  int make(String id, String gesture, String payload, Duration wait)
      throws IOException, InterruptedException {
    new GestureRequests(folder).leave(new GestureRequests.Request(id, gesture, run, payload));
    GestureLog log = new GestureLog(folder);
    long deadline = System.nanoTime() + wait.toNanos();
    boolean isIdle = false;
    while (true) {
      Optional<ControlEntry> answer = log.answer(id);
      boolean isFinal =
          answer.filter(a -> !a.result().equals(Control.ACCEPTED)).isPresent()
              || (isIdle && answer.isPresent());
      if (isFinal || System.nanoTime() >= deadline) {
        return tell(answer, isIdle);
      }
      isIdle = takeInMyself();
      if (!isIdle) {
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /** Takes gestures in if nobody trains; whether that is so. */
  private boolean takeInMyself() throws IOException {
    Optional<StoreLock> lock = StoreLock.tryAcquire(folder);
    if (lock.isEmpty()) {
      return false;
    }
    try (StoreLock _ = lock.get()) {
      new DirectoryRunStore(folder, folder.directory(), RunFacts.Hold.NONE, Clock.systemUTC())
          .runs();
    }
    return true;
  }

  private int tell(Optional<ControlEntry> answer, boolean isIdle) {
    if (answer.isEmpty()) {
      out.printf("%s: left for the process that trains, which has not answered yet%n", run);
      out.printf("look later: rondo history %s%n", run);
      return ExitCode.OK;
    }
    ControlEntry a = answer.get();
    int code = GestureAnswer.tell(run, a, out, err);
    boolean isWaiting = a.gesture().equals("resume") || a.gesture().equals("clone");
    if (code == ExitCode.OK && isIdle && isWaiting) {
      out.println("nothing trains now: `rondo run EXPERIMENT.yaml` goes on with it");
    }
    return code;
  }
}
