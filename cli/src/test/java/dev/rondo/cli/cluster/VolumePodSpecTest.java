package dev.rondo.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rondo.api.resource.ExperimentResource;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VolumePodSpecTest {
  @Test
  void itGoesWhereWorkersMayGo() {
    PodSpec spec =
        spec(
            """
            worker:
              template:
                spec:
                  nodeSelector: {pool: gpu}
                  tolerations: [{key: nvidia.com/gpu, operator: Exists}]
                  imagePullSecrets: [{name: registry}]
                  affinity:
                    nodeAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        nodeSelectorTerms:
                        - matchExpressions: [{key: zone, operator: In, values: [a]}]
            """);
    assertEquals(Map.of("pool", "gpu"), spec.getNodeSelector());
    assertEquals("nvidia.com/gpu", spec.getTolerations().getFirst().getKey());
    assertEquals(List.of(new LocalObjectReference("registry")), spec.getImagePullSecrets());
    assertEquals(
        "zone",
        spec.getAffinity()
            .getNodeAffinity()
            .getRequiredDuringSchedulingIgnoredDuringExecution()
            .getNodeSelectorTerms()
            .getFirst()
            .getMatchExpressions()
            .getFirst()
            .getKey());
  }

  @Test
  void itGoesToANodeThatHasAWorkerOfTheExperimentIfItCan() {
    PodSpec spec = spec("worker: {gpus: 1}\n");
    assertNull(spec.getAffinity().getNodeAffinity());
    assertEquals(
        Map.of("rondo.dev/experiment", "support", "app.kubernetes.io/component", "worker"),
        spec.getAffinity()
            .getPodAffinity()
            .getPreferredDuringSchedulingIgnoredDuringExecution()
            .getFirst()
            .getPodAffinityTerm()
            .getLabelSelector()
            .getMatchLabels());
  }

  private static PodSpec spec(String spec) {
    ExperimentResource experiment =
        Serialization.unmarshal(
            """
            apiVersion: rondo.dev/v1alpha1
            kind: Experiment
            metadata: {name: support, namespace: team, uid: u1}
            status: {workerImage: "rondo/worker:1"}
            spec:
            """
                + spec.indent(2),
            ExperimentResource.class);
    return VolumePodSpec.of(experiment, "rondo-support").getSpec();
  }
}
