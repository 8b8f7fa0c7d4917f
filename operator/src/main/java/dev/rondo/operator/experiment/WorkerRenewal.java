package dev.rondo.operator.experiment;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import dev.rondo.operator.worker.Worker;
import dev.rondo.operator.worker.WorkerBlueprint;
import dev.rondo.operator.worker.WorkerPods;
import dev.rondo.operator.worker.WorkerRevision;
import dev.rondo.operator.worker.WorkerTemplateRules;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether workers that are out of date can be made anew. An edit of {@code spec.worker} that the
 * API server would not take takes no worker away; people are told once.
 */
final class WorkerRenewal {
  private final KubernetesClient client;
  private final WorkerPods pods;

  /** Revisions that were told of, by the UID of the experiment. */
  private final Map<String, String> told = new ConcurrentHashMap<>();

  WorkerRenewal(KubernetesClient client, WorkerPods pods) {
    this.client = client;
    this.pods = pods;
  }

  /**
   * What comes of it.
   *
   * @param blueprint of workers to be made; empty: those that are there stay
   * @param done for people
   */
  record Outcome(Optional<WorkerBlueprint> blueprint, List<Happening> done) {}

  Outcome look(WorkerBlueprint blueprint, List<Worker> seen) {
    if (seen.stream().noneMatch(worker -> worker.isOutdated(blueprint))) {
      return new Outcome(Optional.of(blueprint), List.of());
    }
    ExperimentResource experiment = blueprint.experiment();
    if (!WorkerTemplateRules.of(experiment).problems().isEmpty()) {
      // The experiment's condition tells of them.
      return new Outcome(Optional.empty(), List.of());
    }
    String revision = WorkerRevision.of(experiment);
    Optional<String> refusal = refusal(pods.build(blueprint, 0, revision));
    if (refusal.isEmpty()) {
      return new Outcome(Optional.of(blueprint), List.of());
    }
    boolean isNew = !revision.equals(told.put(experiment.getMetadata().getUid(), revision));
    return new Outcome(
        Optional.empty(),
        isNew
            ? List.of(
                new Happening(Reason.WORKER_REFUSED, "workers stay as they were: " + refusal.get()))
            : List.of());
  }

  /** Why the API server would not take it, once the other has left. */
  private Optional<String> refusal(Pod pod) {
    try {
      client.resource(pod).dryRun().fieldValidation(FieldValidateable.Validation.STRICT).create();
      return Optional.empty();
    } catch (KubernetesClientException thrown) {
      if (thrown.getStatus() == null) {
        throw thrown;
      }
      String message = thrown.getStatus().getMessage();
      // The other still counts in a quota, and some webhooks take no part in trials.
      boolean saysNothing =
          message.contains("exceeded quota") || message.contains("not support dry run");
      return saysNothing ? Optional.empty() : Optional.of(message);
    }
  }

  void forget(String uid) {
    told.remove(uid);
  }
}
