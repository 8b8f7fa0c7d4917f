package dev.rondo.cli.command;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.store.RunMessage;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.scheduler.local.LocalConfigs;
import dev.rondo.scheduler.local.StoreFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs that a trainer refused before their first step. */
final class RefusedRuns {
  private RefusedRuns() {}

  /** Whether no run of the experiment could be trained at all. */
  static boolean areAll(ExperimentView view) {
    return !view.runs().isEmpty() && view.runs().stream().allMatch(RefusedRuns::isRefused);
  }

  /**
   * Prints what is wrong, with file, line and field: what a trainer can tell of the manifest, else
   * the runs' own reasons.
   *
   * @return whether the manifest is to blame, and not what a download or all of the data tell
   */
  static boolean explain(Path manifest, Experiment experiment, StoreFolder folder, PrintWriter err)
      throws IOException, InterruptedException {
    List<RunHistory> refused =
        ExperimentView.read(folder.directory()).runs().stream()
            .filter(RefusedRuns::isRefused)
            .toList();
    try (StatusLine status = new StatusLine(err);
        OneTrainer trainer = OneTrainer.start(1, status)) {
      TrainerProblems found =
          TrainerProblems.of(
              manifest, Files.readString(manifest), experiment, LocalConfigs.of(folder), trainer);
      status.clear();
      found.problems().forEach(err::println);
      if (found.problems().isEmpty()) {
        refused.stream().map(RunMessage::of).distinct().forEach(err::println);
      }
      err.flush();
      return !found.problems().isEmpty();
    }
  }

  private static boolean isRefused(RunHistory run) {
    return run.is(RunState.FAILED) && run.progress().isEmpty();
  }
}
