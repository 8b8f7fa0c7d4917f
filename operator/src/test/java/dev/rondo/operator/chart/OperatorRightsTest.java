package dev.rondo.operator.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import dev.rondo.operator.cluster.RecordedRequests;
import dev.rondo.operator.scenario.Manifests;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The operator acts under the chart's role alone, and uses all of it. */
@OnCluster
class OperatorRightsTest {
  /** Asked for by the API server on the operator's behalf, not by a request. */
  private static final Set<String> IMPLIED =
      Set.of(
          "rbac.authorization.k8s.io/clusterroles bind",
          "rondo.dev/experiments/finalizers update",
          "rondo.dev/runs/requests update");

  @Test
  void theChartGrantsWhatTheOperatorUsesAndNothingElse(Playground playground) {
    install(playground);
    RecordedRequests asked = RecordedRequests.as("rondo-system", "rondo-operator");
    KubernetesClient operator = playground.server().client(asked);
    assertThrows(
        KubernetesClientException.class,
        () -> operator.secrets().inNamespace(playground.namespace()).list(),
        "the API server asks RBAC");
    asked.rights().clear();
    liveThroughMuch(playground, operator);
    Set<String> granted = granted();
    granted.removeAll(IMPLIED);
    assertEquals(granted, new TreeSet<>(asked.rights()));
  }

  private static void liveThroughMuch(Playground playground, KubernetesClient operator) {
    playground.create(
        """
        apiVersion: rondo.dev/v1alpha1
        kind: Run
        metadata: {name: other-small-1}
        spec:
          experiment: stranger
          model: {uri: models/tiny}
          dataset: {train: {uri: data/train.jsonl}}
        """);
    playground.start(operator).create(Manifests.FOUR_RUNS);
    var worker = playground.readyWorkers(1).getFirst();
    playground.awaitPlacement("support-small-1", worker);
    playground
        .client()
        .resource(playground.run("support-small-1"))
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"rondo.dev/stop\":\"true\"}}}");
    playground.await(
        "a gesture",
        () -> playground.run("support-small-1").getSpec().desiredState().name().equals("Stopped"));
    playground
        .client()
        .resources(ExperimentResource.class)
        .inNamespace(playground.namespace())
        .withName("support")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":true}}");
    playground.await("no workers", () -> playground.workers().isEmpty());
    playground
        .client()
        .resources(ExperimentResource.class)
        .inNamespace(playground.namespace())
        .withName("support")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":false}}");
    playground.await("a worker again", () -> playground.workers().size() == 1);
    playground.create(Manifests.fourRuns("name: support", "name: other"));
    playground.await("a name is taken", () -> playground.experiment("other").getStatus() != null);
    playground.await("and read", () -> playground.runNames().contains("other-small-1"));
  }

  private static void install(Playground playground) {
    for (JsonNode object : Chart.objects("")) {
      if (object.path("apiVersion").asText().startsWith("rbac")
          && !object.path("metadata").has("namespace")) {
        playground
            .client()
            .load(new ByteArrayInputStream(object.toString().getBytes(StandardCharsets.UTF_8)))
            .serverSideApply();
      }
    }
  }

  private static Set<String> granted() {
    Set<String> granted = new TreeSet<>();
    JsonNode role =
        Chart.objects("ClusterRole", "").stream()
            .filter(object -> object.at("/metadata/name").asText().equals("rondo-operator"))
            .findFirst()
            .orElseThrow();
    for (JsonNode rule : role.path("rules")) {
      for (JsonNode group : rule.path("apiGroups")) {
        for (JsonNode resource : rule.path("resources")) {
          for (JsonNode verb : rule.path("verbs")) {
            granted.add(group.asText() + "/" + resource.asText() + " " + verb.asText());
          }
        }
      }
    }
    return granted;
  }
}
