package dev.rondo.core.clone;

import dev.rondo.api.v1alpha1.CloneFrom;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.core.lifecycle.RunFacts;
import java.util.Optional;

/** {@code SourceReady}: whether the checkpoint that a warm clone starts from is fixed. */
public final class SourceCondition {
  private SourceCondition() {}

  /** What became of the choice. */
  public static RunFacts.Source of(SourceChoice choice) {
    return switch (choice) {
      case SourceChoice.Fixed(_, String message) ->
          new RunFacts.Source(true, "CheckpointFixed", message);
      case SourceChoice.Waits(String message) ->
          new RunFacts.Source(false, "WaitsForCheckpoint", message);
      case SourceChoice.Impossible(String message) ->
          new RunFacts.Source(false, "NoCheckpoint", message);
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
