package dev.rondo.cli.store;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Goal;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.TrainerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
    Objective own = experiment.spec().objective();
    Objective usual =
        switch (trainer()) {
          case SFT -> new Objective("eval_loss", Goal.Minimize);
          case DPO -> new Objective("eval_rewards/accuracies", Goal.Maximize);
          case GRPO -> new Objective("reward", Goal.Maximize);
        };
    if (own == null) {
      return usual;
    }
    return new Objective(
        own.metric() == null ? usual.metric() : own.metric(),
        own.goal() == null ? usual.goal() : own.goal());
  }

  /** The training method; SFT when not said. */
  public TrainerKind trainer() {
    TrainerKind trainer = experiment.spec().trainer();
    return trainer == null ? TrainerKind.SFT : trainer;
  }

  /** Slots that turns were taken on; at least one. */
  public int slots() {
    return Math.max(1, (int) turns.stream().mapToInt(TurnRecord::slot).distinct().count());
  }
}
