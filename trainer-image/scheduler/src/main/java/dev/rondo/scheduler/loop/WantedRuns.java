package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.gesture.GestureWord;
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
  private final Reports reports;
  private final CheckpointsInUse inUse;

  WantedRuns(
      RunStore store,
      KnownRuns runs,
      Slots slots,
      Restoration restoration,
      Reports reports,
      CheckpointsInUse inUse) {
    this.store = store;
    this.reports = reports;
    this.inUse = inUse;
    this.runs = runs;
    this.slots = slots;
    this.restoration = restoration;
  }

  /** Takes up new runs, and stops, resumes and forgets as people want. */
  void observe() throws IOException {
    List<Run> wanted = store.runs();
    inUse.see(store.known());
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
        known.wanted(run);
        Phase before = known.phase();
        List<String> heard = known.heard();
        follow(known);
        if (known.phase() != before || !known.heard().equals(heard)) {
          reports.publishNow(known);
        }
      }
    }
  }

  /** A run that has failed stays so until somebody resumes it, or it is placed for another try. */
  private void takeUp(Run run) {
    RunTracker tracker = new RunTracker(run, runs.size(), store.objective());
    runs.add(tracker);
    Optional<WorkerReport> told = tracker.toldBefore();
    String phase = told.map(WorkerReport::phase).orElse("");
    if (phase.equals(Phase.SUCCEEDED.word())) {
      restoration.recall(tracker);
      tracker.endedBefore(told.orElseThrow());
    } else if (restoration.restore(tracker) && phase.equals(Phase.FAILED.word())) {
      if (tracker.isHeldUnder(told.map(WorkerReport::epoch).orElse(null))) {
        tracker.phase(Phase.FAILED, told.map(WorkerReport::message).orElse(""));
      } else {
        slots.prepareAnew(tracker);
      }
    }
  }

  private void follow(RunTracker run) {
    if (run.beginsSave()) {
      slots.save(run);
    }
    if (run.run().spec().desiredState() == DesiredState.Stopped) {
      if (run.phase() == Phase.TRAINING) {
        slots.stop(run);
      } else if (run.phase().isBetweenTurns()) {
        run.phase(Phase.STOPPED, "");
      }
    } else if (run.phase() == Phase.STOPPED) {
      run.runnable("");
    } else if (run.phase() == Phase.FAILED && isAskedToResume(run)) {
      run.setbacks().forgive();
      // Whoever resumes it may have mended its data.
      slots.prepareAnew(run);
      run.runnable("");
      reports.publishNow(run);
      restoration.restore(run);
    }
  }

  private static boolean isAskedToResume(RunTracker run) {
    return Optional.ofNullable(run.run().spec().requests()).orElse(List.of()).stream()
        .anyMatch(request -> request.gesture().equals(GestureWord.RESUME));
  }

  private void forget(RunTracker run) throws IOException {
    if (run.slot().isPresent()) {
      slots.stop(run);
    } else {
      runs.remove(run.name());
      restoration.forget(run.name());
      reports.forget(run);
      store.forgotten(run.run());
    }
  }
}
