package dev.rondo.scheduler.store;

import dev.rondo.api.v1alpha1.Checkpoints;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.leaderboard.Comparability;
import dev.rondo.core.stopping.Stop;
import dev.rondo.core.stopping.StoppingRule;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.scheduler.record.TurnLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where the runs of this worker are told, and where it tells of them. */
public interface RunStore {
  /** The experiment's unique id. */
  String uid();

  /** The runs as they are wanted now, in the order of their creation. */
  List<Run> runs() throws IOException;

  /** The experiment's runs as they were heard last, those of other workers included. */
  Collection<Run> known();

  /** Where a run's files are. */
  RunFolder folder(Run run);

  /** What a trainer is told of the run: its leaf with absolute local paths. */
  RunConfig trainerConfig(Run run);

  /** Which durable checkpoints are kept. */
  Checkpoints checkpoints();

  /** Which values compare between runs. */
  Comparability comparability();

  /** What ranks the runs; what its metric and goal are is always said. */
  default Objective objective() {
    return comparability().objective();
  }

  /** The experiment's {@code turns.jsonl}. */
  Path turnLog();

  /** Publishes {@code status.worker} of a run, as it was taken up. */
  void report(Run run, WorkerReport report) throws IOException;

  /** Tells how far a run is, at every step; {@link #report} comes less often. */
  default void stepped(Run run, long step) {}

  /** A slot has something to do. */
  default void taken(int slot) {}

  /**
   * A slot is free again.
   *
   * @param turn that ended; empty: a run was prepared there
   */
  default void freed(int slot, Optional<TurnLog.Entry> turn) {}

  /** A deleted run takes no more turns, and nobody writes its files any more. */
  default void forgotten(Run run) throws IOException {}

  /**
   * A stopping rule stops a run: from now on it is wanted stopped.
   *
   * @param stop why
   */
  default void stopByRule(Stop stop) throws IOException {}

  /** The rule that stops runs which fall behind; empty: only people do. */
  default Optional<StoppingRule> stopping() {
    return Optional.empty();
  }
}
