package dev.rondo.cli.cluster;

import dev.rondo.api.names.Api;
import dev.rondo.api.names.FieldManagers;
import dev.rondo.api.resource.ExperimentResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An experiment's manifest on the API server, applied as kubectl would. */
final class AppliedManifest {
  private static final int IMAGE_SECONDS = 60;

  private final KubernetesClient client;
  private final GenericKubernetesResource manifest;

  AppliedManifest(KubernetesClient client, String namespace, Path file) throws IOException {
    this.client = client;
    this.manifest =
        Serialization.unmarshal(Files.readString(file), GenericKubernetesResource.class);
    manifest.getMetadata().setNamespace(namespace);
  }

  /** The experiment of its name, if there is one. */
  Optional<ExperimentResource> experiment() {
    return Optional.ofNullable(resource().get());
  }

  /**
   * Whether {@link #applySuspended} was the last that was heard of it: its files may not all be
   * there.
   */
  static boolean isHeldBack(ExperimentResource experiment) {
    return experiment.getMetadata().getManagedFields().stream()
        .filter(entry -> FieldManagers.CLI.equals(entry.getManager()))
        .map(entry -> entry.getFieldsV1().getAdditionalProperties().get("f:spec"))
        .anyMatch(spec -> spec instanceof Map<?, ?> fields && fields.containsKey("f:suspend"));
  }

  /** Applies it as it is written. */
  void apply() {
    client
        .genericKubernetesResources(Api.API_VERSION, Api.EXPERIMENT)
        .inNamespace(manifest.getMetadata().getNamespace())
        .resource(manifest)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(FieldManagers.CLI)
                .withForce(true)
                .build());
  }

  /** Applies it so that it waits; {@link #apply} lets it go. */
  void applySuspended() {
    Map<String, Object> spec = manifest.get("spec");
    Object written = spec.put("suspend", true);
    apply();
    if (written == null) {
      spec.remove("suspend");
    } else {
      spec.put("suspend", written);
    }
  }

  /** The experiment, once the operator has seen it and said which image its workers have. */
  ExperimentResource seenByOperator() {
    return resource()
        .waitUntilCondition(
            seen ->
                seen != null && seen.getStatus() != null && seen.getStatus().workerImage() != null,
            IMAGE_SECONDS,
            TimeUnit.SECONDS);
  }

  private Resource<ExperimentResource> resource() {
    return client
        .resources(ExperimentResource.class)
        .inNamespace(manifest.getMetadata().getNamespace())
        .withName(manifest.getMetadata().getName());
  }
}
