package dev.rondo.operator.experiment;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.names.Labels;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ConfigEntry;
import dev.rondo.core.search.PlannedRun;
import dev.rondo.core.search.RunPlan;
import dev.rondo.operator.Conflicts;
import dev.rondo.operator.worker.WorkerNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Creates the runs that the ledger lists and has no UID of. The ledger is written before, and with
 * the UIDs after: a crash in between costs nothing, and a run that a person deleted stays deleted.
 */
final class RunCreation {
  private final KubernetesClient client;

  RunCreation(KubernetesClient client) {
    this.client = client;
  }

  /**
   * What came of it.
   *
   * @param ledger with the UIDs of what has been created
   * @param taken names that runs of somebody else have
   * @param failure what kept the rest from being created; empty: nothing
   */
  record Outcome(
      List<ConfigEntry> ledger, List<String> taken, Optional<KubernetesClientException> failure) {}

  /**
   * Creates what is missing.
   *
   * @param plan whose ledger stands in the status
   */
  Outcome create(ExperimentResource experiment, RunPlan plan) {
    Map<String, PlannedRun> planned =
        plan.runs().stream().collect(Collectors.toMap(PlannedRun::name, Function.identity()));
    List<ConfigEntry> ledger = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    Optional<KubernetesClientException> failure = Optional.empty();
    for (ConfigEntry entry : plan.ledger()) {
      PlannedRun run = planned.get(entry.name());
      if (entry.runUID() != null || run == null || failure.isPresent()) {
        ledger.add(entry);
        continue;
      }
      try {
        Optional<String> uid = uid(experiment, run);
        ledger.add(new ConfigEntry(entry.name(), entry.digest(), uid.orElse(null)));
        if (uid.isEmpty()) {
          taken.add(entry.name());
        }
      } catch (KubernetesClientException refused) {
        // What is done is not to be done again, however often this fails.
        failure = Optional.of(refused);
        ledger.add(entry);
      }
    }
    return new Outcome(List.copyOf(ledger), List.copyOf(taken), failure);
  }

  /** Of the run that is there then; empty: it is somebody else's. */
  private Optional<String> uid(ExperimentResource experiment, PlannedRun planned) {
    RunResource run = object(experiment, planned);
    try {
      return Optional.of(client.resource(run).create().getMetadata().getUid());
    } catch (KubernetesClientException refused) {
      if (!Conflicts.isConflict(refused)) {
        throw refused;
      }
      return Optional.ofNullable(client.resource(run).get())
          .filter(there -> isSame(there, experiment, planned))
          .map(there -> there.getMetadata().getUid());
    }
  }

  private static boolean isSame(
      RunResource there, ExperimentResource experiment, PlannedRun planned) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(there.getMetadata().getAnnotations(), Map.of());
    return planned.digest().equals(annotations.get(Annotations.CONFIG_DIGEST))
        && there.getMetadata().getOwnerReferences().stream()
            .anyMatch(owner -> owner.getUid().equals(experiment.getMetadata().getUid()));
  }

  private static RunResource object(ExperimentResource experiment, PlannedRun planned) {
    RunResource run = new RunResource();
    run.setMetadata(
        new ObjectMetaBuilder()
            .withName(planned.name())
            .withNamespace(experiment.getMetadata().getNamespace())
            .withLabels(WorkerNames.labels(experiment))
            .addToLabels(Labels.CONFIG, planned.config())
            .addToAnnotations(Annotations.CONFIG_DIGEST, planned.digest())
            .withOwnerReferences(WorkerNames.owner(experiment))
            .build());
    run.setSpec(planned.spec());
    return run;
  }
}
