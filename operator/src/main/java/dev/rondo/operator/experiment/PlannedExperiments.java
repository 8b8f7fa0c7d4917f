package dev.rondo.operator.experiment;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.v1alpha1.ConfigEntry;
import dev.rondo.core.search.RunPlan;
import dev.rondo.operator.ObjectValidation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What experiments come to, worked out when one changes and not at each report of each of its runs.
 * Remembers those that were looked at last.
 */
final class PlannedExperiments {
  private static final int MOST = 256;

  private final SequencedMap<String, Planned> byUid = new LinkedHashMap<>(MOST, 0.75f, true);

  /**
   * What an experiment comes to.
   *
   * @param problem what of its spec can't be taken; empty: nothing
   * @param plan its runs; empty: its spec can't be taken
   */
  record Plan(Optional<String> problem, Optional<RunPlan> plan) {}

  private record Planned(Long generation, List<ConfigEntry> ledger, Plan plan) {}

  Plan of(ExperimentResource experiment) {
    String uid = experiment.getMetadata().getUid();
    Long generation = experiment.getMetadata().getGeneration();
    List<ConfigEntry> ledger =
        experiment.getStatus() == null ? null : experiment.getStatus().configs();
    Planned known = recall(uid);
    if (known != null
        && Objects.equals(known.generation(), generation)
        && Objects.equals(known.ledger(), ledger)) {
      return known.plan();
    }
    Optional<String> problem = ObjectValidation.problem(experiment);
    Plan plan =
        new Plan(
            problem,
            problem.isEmpty()
                ? Optional.of(RunPlan.of(experiment.toExperiment()))
                : Optional.empty());
    remember(uid, new Planned(generation, ledger, plan));
    return plan;
  }

  private synchronized Planned recall(String uid) {
    return byUid.get(uid);
  }

  private synchronized void remember(String uid, Planned planned) {
    byUid.put(uid, planned);
    if (byUid.size() > MOST) {
      byUid.pollFirstEntry();
    }
  }
}
