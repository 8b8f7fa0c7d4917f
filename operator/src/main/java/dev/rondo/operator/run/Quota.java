package dev.rondo.operator.run;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.core.clone.CloneRule;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code spec.maxRuns}, for runs that people make by hand: the earliest are taken, a run that was
 * taken stays so. Runs are judged side by side, and a status takes a while to be seen by the
 * others, so what was taken is also remembered here.
 */
final class Quota {
  private static final Comparator<RunResource> AGE =
      Comparator.comparing((RunResource run) -> run.getMetadata().getCreationTimestamp())
          .thenComparing(run -> run.getMetadata().getName());

  /** UIDs of runs by the UID of their experiment. */
  private final Map<String, Set<String>> taken = new HashMap<>();

  /**
   * Why this run is one too many; empty where it is not, and then its place is its own.
   *
   * @param runs of the experiment, this one among them
   */
  synchronized Optional<String> problem(
      RunResource run, ExperimentResource experiment, Collection<RunResource> runs) {
    int most =
        Objects.requireNonNullElse(experiment.getSpec().maxRuns(), CloneRule.DEFAULT_MAX_RUNS);
    Set<String> remembered =
        taken.computeIfAbsent(experiment.getMetadata().getUid(), _ -> new HashSet<>());
    remembered.retainAll(runs.stream().map(Quota::uid).collect(Collectors.toSet()));
    long before =
        runs.stream()
            .filter(other -> !uid(other).equals(uid(run)))
            .filter(other ->
                remembered.contains(uid(other)) || isTaken(other) || AGE.compare(other, run) < 0)
            .count();
    if (before < most || remembered.contains(uid(run)) || isTaken(run)) {
      remembered.add(uid(run));
      return Optional.empty();
    }
    return Optional.of(
        "the experiment has %d runs, at most %d (spec.maxRuns); delete one or raise it"
            .formatted(runs.size(), most));
  }

  private static String uid(RunResource run) {
    return run.getMetadata().getUid();
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
