package dev.rondo.operator.run;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.core.clone.CloneRule;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code spec.maxRuns}, for runs that people make by hand: the earliest are taken, a run that was
 * taken stays so.
 */
final class Quota {
  private static final Comparator<RunResource> AGE =
      Comparator.comparing((RunResource run) -> run.getMetadata().getCreationTimestamp())
          .thenComparing(run -> run.getMetadata().getName());

  private Quota() {}

  static Optional<String> problem(
      RunResource run, ExperimentResource experiment, Collection<RunResource> runs) {
    int most =
        Objects.requireNonNullElse(experiment.getSpec().maxRuns(), CloneRule.DEFAULT_MAX_RUNS);
    long before =
        runs.stream().filter(other -> isTaken(other) || AGE.compare(other, run) < 0).count();
    return before < most || isTaken(run)
        ? Optional.empty()
        : Optional.of(
            "the experiment has %d runs, at most %d (spec.maxRuns); delete one or raise it"
                .formatted(runs.size(), most));
  }

  private static boolean isTaken(RunResource run) {
    List<Condition> conditions =
        run.getStatus() == null
            ? List.of()
            : Objects.requireNonNullElse(run.getStatus().conditions(), List.of());
    return conditions.stream()
        .anyMatch(condition ->
            condition.type().equals(ConditionTypes.ACCEPTED) && condition.status().equals("True"));
  }
}
