package dev.rondo.operator.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rondo.api.v1alpha1.RunStatus;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
  private static final String EVERYTHING =
      """
      podMonitor: {enabled: true, labels: {release: prometheus}}
      imagePullSecrets: [{name: registry}]
      operator: {nodeSelector: {a: b}, env: [{name: A, value: b}]}
      nvidia: {devicePlugin: {enabled: true, runtimeClassName: nvidia, timeSlicing: {replicas: 4}}}
      """;

  @Test
  void lintsWithoutAWarning() {
    var result = Chart.lint();
    assertFalse(result.isFailed(), result.getMessages()::toString);
  }

  @Test
  void everyObjectIsLabelledAndEveryContainerRestricted() {
    List<JsonNode> objects = Chart.objects(EVERYTHING);
    assertTrue(objects.size() > 15);
    for (JsonNode object : objects) {
      String name = object.at("/kind").asText() + " " + object.at("/metadata/name").asText();
      assertEquals(
          "rondo", object.at("/metadata/labels/app.kubernetes.io~1part-of").asText(), name);
      for (JsonNode container : object.at("/spec/template/spec/containers")) {
        assertFalse(
            container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true), name);
        assertEquals("ALL", container.at("/securityContext/capabilities/drop/0").asText(), name);
      }
    }
    JsonNode pod = Chart.objects("Deployment", "").getFirst().at("/spec/template/spec");
    assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean());
    assertTrue(pod.at("/containers/0/securityContext/readOnlyRootFilesystem").asBoolean());
  }

  @Test
  void everyPartOfARunsStatusButTheWorkersOwnIsKeptFromWorkers() {
    String policies = Chart.objects("ValidatingAdmissionPolicy", "").toString();
    for (RecordComponent part : RunStatus.class.getRecordComponents()) {
      assertEquals(
          !part.getName().equals("worker"),
          policies.contains("status.%s is the operator's".formatted(part.getName())),
          part.getName());
    }
  }

  @Test
  void inOneNamespaceNothingIsClusterWide() {
    List<String> clusterWide =
        Chart.objects("{watchNamespaces: [team-a, team-b], clusterResources: false}").stream()
            .filter(object -> !object.path("metadata").has("namespace"))
            .map(object -> object.path("kind").asText())
            .toList();
    assertEquals(List.of(), clusterWide);
    List<JsonNode> roles =
        Chart.objects("Role", "{watchNamespaces: [team-a, team-b], clusterResources: false}");
    assertEquals(
        List.of("team-a", "team-b", "rondo-system"),
        roles.stream().map(role -> role.at("/metadata/namespace").asText()).toList());
  }

  @Test
  void withoutAnOperatorThereIsOnlyWhatIsClusterWide() {
    List<String> kinds =
        Chart.objects("{operator: {enabled: false}}").stream()
            .map(object -> object.path("kind").asText())
            .distinct()
            .sorted()
            .toList();
    assertEquals(
        List.of("ClusterRole", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"),
        kinds);
  }

  @Test
  void whatTheOperatorMayReachIsLimitedOnlyWhereValuesSaySo() {
    JsonNode open = Chart.objects("NetworkPolicy", "").getFirst().path("spec");
    assertEquals("[\"Ingress\"]", open.path("policyTypes").toString());
    assertFalse(open.has("egress"));
    JsonNode fenced =
        Chart.objects(
                "NetworkPolicy",
                "networkPolicy: {egress: [{to: [{ipBlock: {cidr: 10.0.0.1/32}}], ports: [{port: 443}]}]}")
            .getFirst()
            .path("spec");
    assertEquals("[\"Ingress\",\"Egress\"]", fenced.path("policyTypes").toString());
    assertEquals("10.0.0.1/32", fenced.path("egress").path(0).at("/to/0/ipBlock/cidr").asText());
  }

  @Test
  void theDevicePluginIsDeployedOnlyWhenAskedFor() throws IOException {
    assertEquals(List.of(), Chart.objects("DaemonSet", ""));
    assertEquals(1, Chart.objects("DaemonSet", EVERYTHING).size());
    JsonNode config =
        new YAMLMapper()
            .readTree(
                Chart.objects("ConfigMap", EVERYTHING).getFirst().at("/data/config.yaml").asText());
    assertEquals(4, config.at("/sharing/timeSlicing/resources/0/replicas").asInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operater: {}",
        "operator: {replicas: 0}",
        "watchNamespaces: team-a",
        "worker: {gracePeriodSeconds: soon}",
        "nvidia: {devicePlugin: {enabled: 'yes'}}"
      })
  void valuesThatMakeNoSenseAreRefusedByTheSchema(String values) {
    var refused = assertThrows(RuntimeException.class, () -> Chart.text(values));
    assertTrue(refused.getMessage().contains("schema"), refused::getMessage);
  }

  @Test
  void everyValueIsExplained() throws IOException {
    String readme = Files.readString(Chart.DIRECTORY.resolve("README.md"));
    JsonNode values =
        new YAMLMapper().readTree(Files.readString(Chart.DIRECTORY.resolve("values.yaml")));
    assertEquals(
        List.of(), paths("", values).filter(path -> !readme.contains("`" + path)).toList());
  }

  private static Stream<String> paths(String path, JsonNode value) {
    return value.isObject() && !value.isEmpty() && !path.endsWith("resources")
        ? value.properties().stream()
            .flatMap(entry ->
                paths(
                    path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                    entry.getValue()))
        : Stream.of(path);
  }
}
