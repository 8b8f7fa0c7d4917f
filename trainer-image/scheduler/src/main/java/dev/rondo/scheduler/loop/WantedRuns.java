package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Makes the runs of this worker what people want: takes up, stops, resumes and forgets them. */
final class WantedRuns {
  private final RunStore store;
  private final KnownRuns runs;
  private final Slots slots;
  private final Restoration restoration;

  WantedRuns(RunStore store, KnownRuns runs, Slots slots, Restoration restoration) {
    this.store = store;
    this.runs = runs;
    this.slots = slots;
    this.restoration = restoration;
  }

  /** Takes up new runs, and stops, resumes and forgets as people want. */
  void observe() throws IOException {
    List<Run> wanted = store.runs();
    List<RunTracker> gone =
        runs.all().stream().filter(known -> wanted.stream().noneMatch(known::isHeldAs)).toList();
    for (RunTracker run : gone) {
      forget(run);
    }
    for (Run run : wanted) {
      String name = run.metadata().getName();
      if (runs.find(name).isEmpty()) {
        takeUp(run);
      }
      RunTracker known = runs.find(name).orElseThrow();
      if (known.isHeldAs(run)) {
        follow(known, run.spec().desiredState() == DesiredState.Stopped);
      }
    }
  }

  private void takeUp(Run run) {
    RunTracker tracker = new RunTracker(run, runs.size(), store.objective());
    runs.add(tracker);
    Optional<WorkerReport> ended =
        tracker.toldBefore().filter(report -> report.phase().equals(Phase.SUCCEEDED.word()));
    if (ended.isPresent()) {
      restoration.recall(tracker);
      tracker.endedBefore(ended.get());
    } else {
      restoration.restore(tracker);
    }
  }

  private void follow(RunTracker run, boolean isStopWanted) {
    if (isStopWanted) {
      if (run.phase() == Phase.TRAINING) {
        slots.stop(run);
      } else if (run.phase() == Phase.PENDING || run.phase() == Phase.WAITING) {
        run.phase(Phase.STOPPED, "");
      }
    } else if (run.phase() == Phase.STOPPED) {
      run.runnable("");
    }
  }

  private void forget(RunTracker run) throws IOException {
    if (run.slot().isPresent()) {
      slots.stop(run);
    } else {
      runs.remove(run.name());
      restoration.forget(run.name());
    }
  }
}
