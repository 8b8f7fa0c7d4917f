package dev.rondo.operator.experiment;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.operator.Conflicts;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import dev.rondo.operator.worker.WorkerBlueprint;
import dev.rondo.operator.worker.WorkerPods;
import dev.rondo.operator.worker.WorkerTemplateRules;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes worker pods, and what they need around them before. What the API server refuses, for a
 * quota or a webhook that does not answer, is tried again after a while, whatever else happens in
 * between.
 */
final class WorkerCreation {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int SUFFIX = 5;

  /** Longer than the API server waits for a webhook, so that it can tell which one is silent. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final KubernetesClient client;
  private final Clock clock;
  private final WorkerPods pods;
  private final AppliedSurroundings surroundings;

  /** When to try again, by the UID of the experiment. */
  private final Map<String, Instant> refused = new ConcurrentHashMap<>();

  WorkerCreation(
      KubernetesClient client, WorkerPods pods, AppliedSurroundings surroundings, Clock clock) {
    this.client = client;
    this.clock = clock;
    this.pods = pods;
    this.surroundings = surroundings;
  }

  WorkerActions.Outcome create(WorkerBlueprint blueprint, List<Integer> indices) {
    ExperimentResource experiment = blueprint.experiment();
    String uid = experiment.getMetadata().getUid();
    Duration pause = Duration.between(clock.instant(), refused.getOrDefault(uid, Instant.EPOCH));
    if (indices.isEmpty() || pause.isPositive()) {
      return new WorkerActions.Outcome(
          List.of(), Optional.empty(), Optional.of(pause).filter(Duration::isPositive));
    }
    List<String> problems = WorkerTemplateRules.of(experiment).problems();
    if (!problems.isEmpty()) {
      // It was edited while runs train: what is there goes on, and the next edit comes back here.
      return new WorkerActions.Outcome(
          List.of(), Optional.of(String.join("\n", problems)), Optional.empty());
    }
    List<Happening> happenings = new ArrayList<>();
    // The same for all: in a refusal it is taken out.
    String suffix = UUID.randomUUID().toString().substring(0, SUFFIX);
    try {
      surroundings.apply(experiment);
      for (int index : indices) {
        Pod pod = create(pods.build(blueprint, index, suffix));
        happenings.add(new Happening(Reason.WORKER_CREATED, pod.getMetadata().getName()));
      }
    } catch (KubernetesClientException thrown) {
      if (thrown.getStatus() == null || Conflicts.isConflict(thrown)) {
        throw thrown;
      }
      refused.put(uid, clock.instant().plus(PAUSE));
      String message = thrown.getStatus().getMessage().replace("-" + suffix, "");
      return new WorkerActions.Outcome(happenings, Optional.of(message), Optional.of(PAUSE));
    }
    return new WorkerActions.Outcome(happenings, Optional.empty(), Optional.empty());
  }

  /** At the first go: the client would repeat what a webhook has failed, ten times. */
  private Pod create(Pod pod) {
    RequestConfig once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestTimeout((int) PATIENCE.toMillis())
            .withRequestRetryBackoffLimit(0)
            .build();
    return client
        .adapt(NamespacedKubernetesClient.class)
        .withRequestConfig(once)
        .call(patient ->
            patient.resource(pod).fieldValidation(FieldValidateable.Validation.STRICT).create());
  }

  void forget(String uid) {
    refused.remove(uid);
  }
}
