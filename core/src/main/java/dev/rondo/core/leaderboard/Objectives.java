package dev.rondo.core.leaderboard;

import dev.rondo.api.v1alpha1.ExperimentSpec;
import dev.rondo.api.v1alpha1.Goal;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.TrainerKind;

/** What an experiment ranks by. */
public final class Objectives {
  private Objectives() {}

  /** The experiment's own objective; what it does not say comes from its trainer's. */
  public static Objective of(ExperimentSpec spec) {
    Objective usual = usual(TrainerKind.orDefault(spec.trainer()));
    Objective own = spec.objective();
    if (own == null) {
      return usual;
    }
    return new Objective(
        own.metric() == null ? usual.metric() : own.metric(),
        own.goal() == null ? usual.goal() : own.goal());
  }

  private static Objective usual(TrainerKind trainer) {
    return switch (trainer) {
      case SFT -> new Objective("eval_loss", Goal.Minimize);
      case DPO, GRPO -> Comparability.usual(trainer);
    };
  }

  /** Whether one value is better than another; nothing is better than an equal one or a NaN. */
  public static boolean isBetter(Goal goal, double value, double than) {
    return goal == Goal.Minimize ? value < than : value > than;
  }
}
