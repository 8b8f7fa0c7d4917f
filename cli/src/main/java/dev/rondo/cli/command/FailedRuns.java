package dev.rondo.cli.command;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.scheduler.local.GestureRequests;
import dev.rondo.scheduler.local.StoreFolder;
import java.io.IOException;

/** Runs that failed when the experiment was trained before. */
final class FailedRuns {
  private FailedRuns() {}

  /**
   * Asks for them to be tried again, as {@code rondo resume} does. One that was refused before its
   * first step is tried again whenever its experiment is run: what it was refused for may be there
   * by now.
   *
   * @param all also those that have trained, from their last good states
   */
  static void tryAgain(StoreFolder folder, boolean all) throws IOException {
    GestureRequests requests = new GestureRequests(folder);
    for (RunHistory run : ExperimentView.read(folder.directory()).runs()) {
      if (run.is(RunState.FAILED) && (all || run.progress().isEmpty())) {
        requests.leave(
            new GestureRequests.Request(GestureCall.newId(), "resume", run.name(), null));
      }
    }
  }
}
