package dev.rondo.operator.chart;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.api.names.Annotations;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import dev.rondo.operator.cluster.RecordedRequests;
import dev.rondo.operator.cluster.WorkersPart;
import dev.rondo.operator.scenario.Manifests;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

/** What a worker's token opens, and which annotations are taken. */
@OnCluster
class PoliciesTest {
  private static final String RUN = "support-small-1";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> INSTALLED =
      Set.of("ClusterRole", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding");

  @Test
  void aWorkerWritesOnlyWhatItSaysOfRunsItHoldsUnderTheirEpoch(Playground playground) {
    install(playground);
    playground.start().create(Manifests.FOUR_RUNS);
    Pod worker = playground.readyWorkers(1).getFirst();
    long epoch = playground.awaitPlacement(RUN, worker);
    String uid = worker.getMetadata().getUid();
    KubernetesClient own = playground.server().client(worker(playground, uid));
    playground.await(
        "policies are in force",
        () -> refusal(() -> report(playground, own, epoch + 7)).contains("epoch"));
    assertDoesNotThrow(() -> report(playground, own, epoch));
    KubernetesClient other = playground.server().client(worker(playground, "another-pod"));
    assertTold("is not placed on this pod", () -> report(playground, other, epoch));
    KubernetesClient unbound = playground.server().client(worker(playground, null));
    assertTold("its token names none", () -> report(playground, unbound, epoch));
    RunStatus greedy =
        new RunStatus(
            "Succeeded", null, null, null, null, null, Playground.phase(epoch, "Training"));
    assertTold("status.state is the operator's", () -> apply(playground, own, greedy));
    assertThrows(
        KubernetesClientException.class,
        () -> own.resource(playground.run(RUN)).delete(),
        "workers delete nothing");
  }

  @Test
  void onlyGesturesThatThereAreAreTaken(Playground playground) {
    install(playground);
    playground.create(Manifests.ALONE);
    playground.await(
        "policies are in force",
        () ->
            refusal(() -> annotate(playground, "rondo.dev/stopp", "true"))
                .contains("no such gesture"));
    // What was let through before they were.
    annotate(playground, "rondo.dev/stopp", null);
    assertTold("must be \"true\"", () -> annotate(playground, "rondo.dev/stop", "yes"));
    assertDoesNotThrow(() -> annotate(playground, "rondo.dev/stop", "true"));
    assertDoesNotThrow(() -> annotate(playground, "team.example/note", "anything"));
    assertDoesNotThrow(() -> annotate(playground, Annotations.CLONE_REQUEST, "clone-1"));
    assertDoesNotThrow(() -> annotate(playground, Annotations.CONFIG_DIGEST, "sha256:1"));
  }

  @Test
  void onlyTheOperatorWritesItsRecordOfGestures(Playground playground) {
    install(playground);
    playground.create(Manifests.ALONE);
    KubernetesClient person = bound(playground, "rondo-editor");
    KubernetesClient operator = bound(playground, "rondo-operator");
    String forged =
        "{\"spec\":{\"requests\":[{\"id\":\"mine\",\"gesture\":\"resume\",\"payload\":\"1\","
            + "\"result\":\"Accepted\",\"time\":\"2026-01-01T00:00:00Z\"}]}}";
    playground.await(
        "policies are in force",
        () -> refusal(() -> patch(person, playground, forged)).contains("is Rondo's own record"));
    patch(operator, playground, forged);
    assertDoesNotThrow(() -> annotate(person, playground, "rondo.dev/stop", "true"));
    assertDoesNotThrow(
        () -> patch(person, playground, "{\"spec\":{\"desiredState\":\"Stopped\"}}"));
    String lost = refusal(() -> patch(person, playground, "{\"spec\":{\"requests\":null}}"));
    assertTrue(lost.contains("is Rondo's own record"), lost);
    patch(operator, playground, "{\"spec\":{\"requests\":null}}");
    person.close();
    operator.close();
  }

  /** A client of an account that has one role of the chart, in the playground's namespace. */
  private static KubernetesClient bound(Playground playground, String role) {
    playground.create(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
        subjects: [{kind: ServiceAccount, name: %1$s, namespace: %2$s}]
        """
            .formatted(role, playground.namespace()));
    return playground.server().client(RecordedRequests.as(playground.namespace(), role));
  }

  @Test
  void whoMadeAGestureStandsInTheAuditLogOfTheApiServerAlone(Playground playground)
      throws IOException {
    install(playground);
    playground.create(Manifests.ALONE);
    playground.await(
        "policies are in force",
        () ->
            refusal(() -> annotate(playground, "rondo.dev/stopp", "true"))
                .contains("no such gesture"));
    annotate(playground, "rondo.dev/stopp", null);
    Map<String, String> jane =
        Map.of("Impersonate-User", "jane@example.com", "Impersonate-Group", "system:masters");
    KubernetesClient hers =
        playground.server().client(new RecordedRequests(jane, new ConcurrentSkipListSet<>()));
    annotate(hers, playground, "team.example/note", "anything");
    annotate(hers, playground, Annotations.STOP, "true");
    playground.await("it is told", () -> gestures(playground).size() == 1);
    JsonNode told = gestures(playground).getFirst();
    assertEquals("jane@example.com", told.path("rondo-gestures/by").asText());
    assertEquals(Annotations.STOP, told.path("rondo-gestures/gesture").asText());
    hers.close();
  }

  /** Annotations of audit events that tell of a gesture by somebody. */
  private static List<JsonNode> gestures(Playground playground) throws IOException {
    List<JsonNode> gestures = new ArrayList<>();
    for (String line : playground.server().auditLog()) {
      JsonNode event = JSON.readTree(line);
      if (event.at("/objectRef/namespace").asText().equals(playground.namespace())
          && !event.at("/annotations").path("rondo-gestures/by").asText().isEmpty()) {
        gestures.add(event.path("annotations"));
      }
    }
    return gestures;
  }

  private static RecordedRequests worker(Playground playground, String podUid) {
    Map<String, String> headers =
        new HashMap<>(
            RecordedRequests.as(playground.namespace(), "rondo-worker-support").headers());
    if (podUid != null) {
      headers.put("Impersonate-Extra-authentication.kubernetes.io%2Fpod-uid", podUid);
    }
    return new RecordedRequests(Map.copyOf(headers), new ConcurrentSkipListSet<>());
  }

  private static void report(Playground playground, KubernetesClient as, long epoch) {
    apply(playground, as, RunStatus.of(Playground.phase(epoch, "Training")));
  }

  private static void apply(Playground playground, KubernetesClient as, RunStatus status) {
    WorkersPart.apply(as, playground.namespace(), RUN, status);
  }

  private static void annotate(Playground playground, String key, String value) {
    annotate(playground.client(), playground, key, value);
  }

  private static void annotate(
      KubernetesClient as, Playground playground, String key, String value) {
    patch(
        as,
        playground,
        "{\"metadata\":{\"annotations\":{\"%s\":%s}}}"
            .formatted(key, value == null ? "null" : "\"" + value + "\""));
  }

  private static void patch(KubernetesClient as, Playground playground, String patch) {
    as.resource(playground.run("alone")).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private static void assertTold(String told, Runnable write) {
    String refusal = refusal(write);
    assertTrue(refusal.contains(told), refusal);
  }

  /** The message of a refusal; empty where there was none. */
  private static String refusal(Runnable write) {
    try {
      write.run();
      return "";
    } catch (KubernetesClientException refused) {
      return refused.getMessage();
    }
  }

  private static void install(Playground playground) {
    for (JsonNode object : Chart.objects("")) {
      if (INSTALLED.contains(object.path("kind").asText())) {
        playground
            .client()
            .load(new ByteArrayInputStream(object.toString().getBytes(StandardCharsets.UTF_8)))
            .serverSideApply();
      }
    }
  }
}
