package dev.rondo.scheduler.store;

import dev.rondo.api.v1alpha1.Checkpoints;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.protocol.v1.RunConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the runs of this worker are told, and where it tells of them. */
public interface RunStore {
  /** The experiment's unique id. */
  String uid();

  /** The runs as they are wanted now, in the order of their creation. */
  List<Run> runs() throws IOException;

  /** Where a run's files are. */
  RunFolder folder(Run run);

  /** What a trainer is told of the run: its leaf with absolute local paths. */
  RunConfig trainerConfig(Run run);

  /** Which durable checkpoints are kept. */
  Checkpoints checkpoints();

  /** What ranks the runs; what its metric and goal are is always said. */
  Objective objective();

  /** The experiment's {@code turns.jsonl}. */
  Path turnLog();

  /** Publishes {@code status.worker} of a run, as it was taken up. */
  void report(Run run, WorkerReport report) throws IOException;
}
