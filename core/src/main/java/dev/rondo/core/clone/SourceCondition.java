package dev.rondo.core.clone;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.CloneFrom;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.lifecycle.RunFacts;
import java.util.Optional;

/** {@code SourceReady}: whether the checkpoint that a warm clone starts from is fixed. */
public final class SourceCondition {
  /** The reason of a clone that can't start as things are. */
  private static final String NO_SOURCE = "NoSource";

  private SourceCondition() {}

  /** Why a clone can't start, as its status tells; empty: it has started, or waits. */
  public static Optional<String> hindrance(Run clone) {
    return Optional.ofNullable(clone.status())
        .flatMap(status -> Conditions.find(status.conditions(), ConditionTypes.SOURCE_READY))
        .filter(condition -> condition.reason().equals(NO_SOURCE))
        .map(Condition::message);
  }

  /**
   * What was told last of the source of a warm clone.
   *
   * @param status null: nothing was told yet
   */
  public static RunFacts.Source told(RunStatus status) {
    return Optional.ofNullable(status)
        .flatMap(it -> Conditions.find(it.conditions(), ConditionTypes.SOURCE_READY))
        .map(it -> new RunFacts.Source(it.status().equals("True"), it.reason(), it.message()))
        .orElse(of(new SourceChoice.Waits("for its checkpoint")));
  }

  /** What became of the choice. */
  public static RunFacts.Source of(SourceChoice choice) {
    return switch (choice) {
      case SourceChoice.Fixed(_, String message) ->
          new RunFacts.Source(true, "SourceFixed", message);
      case SourceChoice.Waits(String message) ->
          new RunFacts.Source(false, "WaitingForCheckpoint", message);
      case SourceChoice.Impossible(String message) ->
          new RunFacts.Source(false, NO_SOURCE, message);
    };
  }

  /** Whether a run is a warm clone. */
  public static boolean isWarmClone(Run run) {
    return Optional.ofNullable(run.spec())
        .map(RunSpec::cloneFrom)
        .map(CloneFrom::warmStart)
        .isPresent();
  }

  /** Whether a run is a warm clone whose checkpoint is not fixed yet: it can't begin. */
  public static boolean isAwaited(Run run) {
    return isWarmClone(run) && Optional.ofNullable(run.status()).map(RunStatus::source).isEmpty();
  }
}
