package dev.rondo.operator.run;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.clone.CloneDecision;
import dev.rondo.core.clone.ClonePayload;
import dev.rondo.core.clone.CloneReading;
import dev.rondo.core.clone.CloneRule;
import dev.rondo.core.clone.SourceChoice;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.gesture.GestureWord;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.Gesture;
import dev.rondo.core.lifecycle.Lifecycle;
import dev.rondo.core.lifecycle.Verdict;
import dev.rondo.operator.Conflicts;
import dev.rondo.operator.worker.WorkerNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the runs that clone gestures ask for. A clone carries the id of its gesture: made twice, it
 * is made once.
 */
final class CloneCreation {
  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;

  CloneCreation(KubernetesClient client) {
    this.client = client;
  }

  /** What can be told of a clone by its payload and its parent's state alone. */
  static Verdict judge(ObservedRun parent, boolean hasState, String payload) {
    return switch (ClonePayload.read("", payload)) {
      case CloneReading.Refused(var problems) ->
          new Verdict.Refused(String.join("\n", problems), "nothing was made");
      case CloneReading.Accepted(var request) ->
          Lifecycle.judge(
              parent.facts().state(),
              request.warmStart().isPresent() ? Gesture.CLONE_WARM : Gesture.CLONE_COLD,
              hasState);
    };
  }

  /** What came of the open requests, by their ids. */
  Map<String, CloneDecision> act(ObservedRun parent, Optional<ExperimentResource> experiment) {
    Map<String, CloneDecision> decisions = new HashMap<>();
    for (GestureRequest request : parent.requests()) {
      if (isToDo(request, new Control(parent.status().control()))) {
        decisions.put(
            request.id(),
            experiment
                .map(of -> make(parent.resource(), of, request))
                .orElse(new CloneDecision.Refused(List.of("the run's experiment is gone"))));
      }
    }
    return decisions;
  }

  private static boolean isToDo(GestureRequest request, Control control) {
    return request.gesture().equals(GestureWord.CLONE)
        && Control.ACCEPTED.equals(request.result())
        && control
            .answer(request.id())
            .filter(answer -> !answer.result().equals(Control.ACCEPTED))
            .isEmpty();
  }

  /** One at a time, by what the API server has: the quota holds for any number of gestures. */
  private synchronized CloneDecision make(
      RunResource parent, ExperimentResource experiment, GestureRequest request) {
    if (!(ClonePayload.read(request.id(), request.payload())
        instanceof CloneReading.Accepted(var asked))) {
      throw new IllegalStateException("a clone's payload is read before it is recorded");
    }
    CloneDecision decision =
        CloneRule.decide(asked, parent.toRun(), runs(parent), experiment.getSpec().maxRuns());
    if (!(decision instanceof CloneDecision.Make(var clone))) {
      return decision;
    }
    if (SourceCondition.isWarmClone(clone)
        && CloneStart.choice(clone.spec().cloneFrom(), parent)
            instanceof SourceChoice.Impossible(var why)) {
      return new CloneDecision.Refused(List.of(why));
    }
    try {
      client.resource(object(clone, experiment)).create();
      return new CloneDecision.MadeBefore(clone.metadata().getName());
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == UNPROCESSABLE
          || refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return new CloneDecision.Refused(List.of(refused.getMessage()));
      }
      if (Conflicts.isConflict(refused)) {
        return new CloneDecision.Refused(
            List.of(
                "name is %s, which another run has; give another"
                    .formatted(clone.metadata().getName())));
      }
      throw refused;
    }
  }

  private List<Run> runs(RunResource parent) {
    return client
        .resources(RunResource.class)
        .inNamespace(parent.getMetadata().getNamespace())
        .withField("spec.experiment", parent.getSpec().experiment())
        .list()
        .getItems()
        .stream()
        .map(RunResource::toRun)
        .toList();
  }

  private static RunResource object(Run clone, ExperimentResource experiment) {
    RunResource run = new RunResource();
    run.setMetadata(
        new ObjectMetaBuilder(clone.metadata())
            .addToLabels(WorkerNames.labels(experiment))
            .withOwnerReferences(WorkerNames.owner(experiment))
            .build());
    run.setSpec(clone.spec());
    return run;
  }
}
