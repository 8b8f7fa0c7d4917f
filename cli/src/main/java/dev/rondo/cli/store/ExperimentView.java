package dev.rondo.cli.store;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.TrainerKind;
import dev.rondo.core.leaderboard.Objectives;
import dev.rondo.core.leaderboard.StateCounts;
import dev.rondo.core.placement.WorkerShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An experiment as its folder in the store shows it at one moment.
 *
 * @param experiment the object, spec and status
 * @param runs in the order in which they were expanded
 * @param turns in the order in which they began
 */
public record ExperimentView(Experiment experiment, List<RunHistory> runs, List<TurnRecord> turns) {
  /** Keeps its own copies. */
  public ExperimentView {
    runs = List.copyOf(runs);
    turns = List.copyOf(turns);
  }

  /**
   * Reads an experiment's folder, also while another process writes it.
   *
   * @param experimentDir STORE/EXPERIMENT
   * @throws IOException if a file is not readable; names file and line
   */
  public static ExperimentView read(Path experimentDir) throws IOException {
    return new ExperimentFolder(experimentDir).read();
  }

  /** The experiment's name. */
  public String name() {
    return experiment.metadata().getName();
  }

  /** What ranks the runs: the experiment's own objective, or its trainer's. */
  public Objective objective() {
    return Objectives.of(experiment.spec());
  }

  /** The training method; SFT when not said. */
  public TrainerKind trainer() {
    return TrainerKind.orDefault(experiment.spec().trainer());
  }

  /** How many runs are in which state, by the states' words in alphabetical order. */
  public SortedMap<String, Integer> counts() {
    return new TreeMap<>(StateCounts.of(runs.stream().map(RunHistory::run).toList()));
  }

  /** Slots that turns were taken on; where no turn is known, as on a cluster, those of the spec. */
  public int slots() {
    int taken = (int) turns.stream().mapToInt(TurnRecord::slot).distinct().count();
    WorkerShape asked = WorkerShape.of(experiment.spec());
    return taken > 0 ? taken : asked.replicas() * asked.slots();
  }
}
