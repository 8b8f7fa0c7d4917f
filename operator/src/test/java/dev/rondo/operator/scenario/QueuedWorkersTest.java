package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatusBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Workers that do not get their GPUs at once, or have to give them back. */
@OnCluster
class QueuedWorkersTest {
  private static final String GATE = "kueue.x-k8s.io/admission";
  private static final String QUEUED =
      Manifests.fourRuns(
          "gpus: 1", "gpus: 1, template: {spec: {schedulingGates: [{name: " + GATE + "}]}}");

  @Test
  void whatAWorkerWaitsForIsSaidByItsExperimentAndItsRuns(Playground playground) {
    playground.start().create(QUEUED);
    playground.await("a worker", () -> playground.workers().size() == 1);
    String waits =
        playground.workers().getFirst().getMetadata().getName() + " waits at the gate " + GATE;
    playground.await(
        "said",
        () ->
            workersReady(playground).equals("0 of 1 ready; " + waits)
                && placed(playground).equals("no worker is ready; " + waits));
    assertEquals("Pending", playground.run("support-small-1").getStatus().state());
    assertEquals(1, playground.workers().size());
  }

  @Test
  void aPreemptedWorkerIsReplacedOnceAndTakesNoTryOfItsRuns(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    Pod first = playground.readyWorkers(1).getFirst();
    playground.awaitPlacement("support-small-1", first);
    playground.report("support-small-1", Playground.phase(1, "Training"));
    playground.await(
        "trains", () -> playground.run("support-small-1").getStatus().state().equals("Running"));

    finalizers(playground, first, "\"kueue.x-k8s.io/managed\"");
    playground.client().resource(first).delete();
    Pod second = playground.readyWorkers(1).getFirst();
    assertNotEquals(first.getMetadata().getUid(), second.getMetadata().getUid());
    playground.awaitPlacement("support-small-1", second);
    assertEquals("Pending", playground.run("support-small-1").getStatus().state());
    var placement = playground.run("support-small-1").getStatus().placement();
    assertEquals(2, placement.epoch());
    assertEquals(1, placement.attempt());
    playground.report("support-small-1", Playground.phase(2, "Training"));
    playground.await(
        "goes on", () -> playground.run("support-small-1").getStatus().state().equals("Running"));
    List<String> told = playground.reasons("support");
    assertEquals(2, Collections.frequency(told, "WorkerCreated"), told.toString());
    assertFalse(told.contains("WorkerLost"), "it was not lost: its name is kept by somebody else");
    finalizers(playground, first, "");
  }

  @Test
  void aWorkerThatIsRefusedIsToldOnceAndTriedAgain(Playground playground) {
    ResourceQuota quota = quota(playground, "pods", 0);
    playground.start().create(Manifests.FOUR_RUNS);
    playground.await(
        "told",
        () ->
            playground
                .condition(playground.experiment("support"), ConditionTypes.WORKERS_READY)
                .equals("False WorkerRefused"));
    assertEquals(
        "pods \"support-worker-0\" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=0, limited: pods=0",
        workersReady(playground));
    // Something happens meanwhile.
    playground.annotate("support-small-1", "rondo.dev/stop", "true");
    playground.await(
        "stopped", () -> playground.answer("support-small-1", "stop").startsWith("Done"));
    playground.client().resource(quota).delete();
    playground.await("a worker", () -> playground.workers().size() == 1);
    playground.await("waits", () -> workersReady(playground).equals("0 of 1 ready"));
    List<String> told = playground.reasons("support");
    assertEquals(1, Collections.frequency(told, "WorkerRefused"), told.toString());
  }

  @Test
  void aTemplateThatBecomesWrongTakesNoWorkerAwayAndIsToldWhenOneIsMissing(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    Pod first = playground.readyWorkers(1).getFirst();
    String limit = "spec.worker.template.spec.containers.trainer-0.resources.limits.memory";
    playground.edit(
        "support",
        "{\"worker\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"trainer-0\",\"resources\":{\"limits\":{\"memory\":\"4 gigs\"}}}]}}}}");
    playground.await(
        "not accepted",
        () ->
            playground
                .condition(playground.experiment("support"), ConditionTypes.ACCEPTED)
                .equals("False ConfigInvalid"));
    assertEquals(List.of(first.getMetadata().getName()), names(playground.workers()));
    playground.fail(first);
    playground.await("told", () -> workersReady(playground).startsWith(limit));
    playground.edit(
        "support",
        "{\"worker\":{\"template\":{\"spec\":{\"containers\":null,\"nodeSelectr\":{}}}}}");
    playground.await(
        "the API server tells of fields that there are not",
        () -> workersReady(playground).contains("unknown field \"spec.nodeSelectr\""));
    playground.edit("support", "{\"worker\":{\"template\":null}}");
    playground.await("a worker", () -> workersReady(playground).equals("0 of 1 ready"));
    List<Pod> second = playground.readyWorkers(1);
    playground.edit("support", "{\"worker\":{\"template\":{\"spec\":{\"nodeSelectr\":{}}}}}");
    playground.await(
        "told, once more",
        () -> Collections.frequency(playground.reasons("support"), "WorkerRefused") == 3);
    assertEquals(names(second), names(playground.workers()));
  }

  private static List<String> names(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getName()).toList();
  }

  @Test
  void aWebhookThatDoesNotAnswerIsNamedAtTheFirstTry(Playground playground) {
    var webhook =
        playground
            .client()
            .resource(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: %1$s}
                webhooks:
                - name: pods.queue.example
                  clientConfig: {url: "https://127.0.0.1:1/"}
                  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                  rules: [{apiGroups: [""], apiVersions: [v1], resources: [pods], operations: [CREATE]}]
                  sideEffects: None
                  admissionReviewVersions: [v1]
                """
                    .formatted(playground.namespace()));
    webhook.create();
    AtomicInteger tries = new AtomicInteger();
    Interceptor counting =
        new Interceptor() {
          @Override
          public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (request.method().equals("POST") && request.uri().getPath().endsWith("/pods")) {
              tries.incrementAndGet();
            }
          }
        };
    playground.start(playground.server().client(counting)).create(Manifests.FOUR_RUNS);
    playground.await("told", () -> workersReady(playground).contains("failed calling webhook"));
    assertTrue(workersReady(playground).contains("pods.queue.example"), workersReady(playground));
    assertTrue(tries.get() <= 2, tries::toString);
    webhook.delete();
    playground.await("a worker", () -> playground.workers().size() == 1);
  }

  /** With the status that its controller would write. */
  private static ResourceQuota quota(Playground playground, String resource, int most) {
    Map<String, Quantity> hard = Map.of(resource, new Quantity(Integer.toString(most)));
    ResourceQuota quota =
        playground
            .client()
            .resource(
                new ResourceQuotaBuilder()
                    .withNewMetadata()
                    .withName(resource)
                    .withNamespace(playground.namespace())
                    .endMetadata()
                    .withNewSpec()
                    .withHard(hard)
                    .endSpec()
                    .build())
            .create();
    return playground
        .client()
        .resource(quota)
        .editStatus(now -> {
          now.setStatus(
              new ResourceQuotaStatusBuilder()
                  .withHard(hard)
                  .withUsed(Map.of(resource, new Quantity("0")))
                  .build());
          return now;
        });
  }

  private static void finalizers(Playground playground, Pod pod, String finalizers) {
    playground
        .client()
        .pods()
        .inNamespace(playground.namespace())
        .withName(pod.getMetadata().getName())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"finalizers\":[%s]}}".formatted(finalizers));
  }

  private static String workersReady(Playground playground) {
    return message(
        playground.experiment("support").getStatus().conditions(), ConditionTypes.WORKERS_READY);
  }

  private static String placed(Playground playground) {
    return message(
        playground.run("support-small-1").getStatus().conditions(), ConditionTypes.PLACED);
  }

  private static String message(List<Condition> conditions, String type) {
    return conditions.stream()
        .filter(condition -> condition.type().equals(type))
        .map(Condition::message)
        .findFirst()
        .orElseThrow();
  }
}
