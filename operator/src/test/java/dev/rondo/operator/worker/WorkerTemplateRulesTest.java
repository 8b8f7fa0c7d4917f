package dev.rondo.operator.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerTemplateRulesTest {
  @Test
  void whatPodsHaveIsTaken() {
    assertEquals(
        List.of(),
        problems(
            """
            metadata: {labels: {team: a}}
            spec:
              nodeSelector: {pool: gpu}
              tolerations: [{key: reserved, operator: Exists}]
              priorityClassName: high
              runtimeClassName: nvidia
              volumes: [{name: scratch, emptyDir: {sizeLimit: 1Gi}}]
              containers:
              - {name: trainer-1, resources: {limits: {memory: 4Gi, cpu: 500m}}}
              - {name: sidecar, image: "example.com/sidecar:1"}
              initContainers: [{name: scheduler, resources: {requests: {cpu: 100m}}}]
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {spec: {containers: [{name: trainer-0, resources: {limits: {memory: 4 gigs}}}]}} | spec.containers.trainer-0.resources.limits.memory is "4 gigs", must be a quantity like 8Gi or 500m
          {spec: {containers: [{name: trainer, resources: {limits: {cpu: 1}}}]}} | spec.containers.trainer has no image; Rondo's own containers are scheduler among the initContainers, and trainer-0, trainer-1
          {spec: {containers: [{name: trainer-2}]}} | spec.containers.trainer-2 has no image; Rondo's own containers are scheduler among the initContainers, and trainer-0, trainer-1
          {spec: {tolerations: {key: a}}} | spec.tolerations is not what a pod has there; see kubectl explain pod.spec.tolerations
          {spec: {nodeSelector: gpu}} | spec.nodeSelector is not what a pod has there; see kubectl explain pod.spec.nodeSelector
          {spec: {hostNetwork: true}} | spec.hostNetwork is the same for every worker
          {spec: {volumes: [{name: h, hostPath: {path: /}}]}} | spec.volumes.h is a hostPath
          {spec: {containers: [{name: trainer-0, image: mine}]}} | spec.containers.trainer-0.image is Rondo's own
          {metadata: {name: mine}} | metadata.name is not one of [annotations, labels]
          """)
  void whatIsNotPossibleIsNamed(String template, String problem) {
    assertEquals(List.of("spec.worker.template." + problem), problems(template));
  }

  private static List<String> problems(String template) {
    try {
      return new WorkerTemplateRules((ObjectNode) new YAMLMapper().readTree(template), 2)
          .problems();
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(template, malformed);
    }
  }
}
