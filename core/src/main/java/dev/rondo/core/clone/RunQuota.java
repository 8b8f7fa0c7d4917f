package dev.rondo.core.clone;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.lifecycle.RunFacts;
import java.util.Optional;

/**
 * {@code spec.maxRuns}: how many runs an experiment may have. It bounds what workers hold, what the
 * volume keeps and what is ranked. A run that was refused for what it is has no part in any of
 * these and does not count; how many objects there may be is for a ResourceQuota to say.
 */
public final class RunQuota {
  /** Where {@code spec.maxRuns} is absent. */
  public static final int DEFAULT = 64;

  private RunQuota() {}

  /**
   * Why there can't be another run; empty: there can.
   *
   * @param runs those that count
   * @param maxRuns {@code spec.maxRuns} of the experiment; null: the default
   */
  public static Optional<String> problem(long runs, Integer maxRuns) {
    int most = maxRuns == null ? DEFAULT : maxRuns;
    return runs < most
        ? Optional.empty()
        : Optional.of(
            "the experiment has %d runs, at most %d (spec.maxRuns); delete one or raise it"
                .formatted(runs, most));
  }

  /**
   * Whether a run of this status counts. One that waits for room does, before those that come after
   * it.
   *
   * @param status null: nothing was told of it yet
   */
  public static boolean counts(RunStatus status) {
    return status == null
        || Conditions.findFalse(status.conditions(), ConditionTypes.ACCEPTED)
            .map(Condition::reason)
            .filter(reason -> !reason.equals(RunFacts.Refusal.QUOTA_EXCEEDED))
            .isEmpty();
  }
}
