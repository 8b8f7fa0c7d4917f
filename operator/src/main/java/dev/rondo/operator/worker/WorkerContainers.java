package dev.rondo.operator.worker;

import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.v1alpha1.ModelSource;
import dev.rondo.core.placement.WorkerShape;
import dev.rondo.operator.OperatorSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The containers of a worker pod, restricted alike: no root, no capabilities, a read-only root. */
record WorkerContainers(
    WorkerBlueprint blueprint, WorkerShape shape, OperatorSettings.Worker settings) {
  private static final int STARTUP_PROBES = 60;
  private static final long FROZEN_GRACE_SECONDS = 10;

  /** The chunk scheduler; the only one with a token of the API server. */
  Container scheduler() {
    List<EnvVar> environment = environment();
    environment.add(field(WorkerPod.NAMESPACE_VARIABLE, "metadata.namespace"));
    environment.add(field(WorkerPod.POD_NAME_VARIABLE, "metadata.name"));
    environment.add(field(WorkerPod.POD_UID_VARIABLE, "metadata.uid"));
    return base(WorkerPod.SCHEDULER_CONTAINER, WorkerPod.SCHEDULER_COMMAND, environment)
        .withRestartPolicy("Always")
        .withVolumeMounts(WorkerVolumes.schedulerMounts(blueprint.sources()))
        .addNewPort()
        .withName(WorkerPod.METRICS_PORT_NAME)
        .withContainerPort(WorkerPod.METRICS_PORT)
        .endPort()
        .withNewStartupProbe()
        .withNewHttpGet()
        .withPath(WorkerPod.HEALTH_PATH)
        .withNewPort(WorkerPod.METRICS_PORT_NAME)
        .endHttpGet()
        .withPeriodSeconds(1)
        .withFailureThreshold(STARTUP_PROBES)
        .endStartupProbe()
        .withNewLivenessProbe()
        .withNewHttpGet()
        .withPath(WorkerPod.HEALTH_PATH)
        .withNewPort(WorkerPod.METRICS_PORT_NAME)
        .endHttpGet()
        .withPeriodSeconds(10)
        .withTimeoutSeconds(5)
        .withFailureThreshold(6)
        // It saves nothing when it hears nothing: the pod's grace period would be waited for in
        // vain.
        .withTerminationGracePeriodSeconds(FROZEN_GRACE_SECONDS)
        .endLivenessProbe()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath(WorkerPod.READY_PATH)
        .withNewPort(WorkerPod.METRICS_PORT_NAME)
        .endHttpGet()
        .withPeriodSeconds(5)
        .endReadinessProbe()
        .build();
  }

  /** The trainer of a slot. */
  Container trainer(int slot) {
    List<EnvVar> environment = environment();
    environment.add(value(WorkerPod.SLOT_VARIABLE, Integer.toString(slot)));
    environment.add(value(WorkerPod.SECRETS_VARIABLE, WorkerPod.SECRETS_PATH));
    environment.add(value(WorkerPod.HUB_CACHE_VARIABLE, WorkerPod.HUB_CACHE));
    hubToken().ifPresent(environment::add);
    return base(WorkerPod.TRAINER_CONTAINER_PREFIX + slot, WorkerPod.TRAINER_COMMAND, environment)
        .withVolumeMounts(WorkerVolumes.trainerMounts(blueprint.sources()))
        .withResources(gpus())
        .build();
  }

  private ContainerBuilder base(String name, String command, List<EnvVar> environment) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(blueprint.image())
        .withImagePullPolicy(settings.imagePullPolicy())
        .withArgs(command)
        .withEnv(environment)
        .withSecurityContext(restricted());
  }

  private List<EnvVar> environment() {
    List<EnvVar> environment = new ArrayList<>();
    ExperimentResource experiment = blueprint.experiment();
    environment.add(value(WorkerPod.EXPERIMENT_VARIABLE, experiment.getMetadata().getName()));
    environment.add(value(WorkerPod.EXPERIMENT_UID_VARIABLE, experiment.getMetadata().getUid()));
    environment.add(value(WorkerPod.SLOTS_VARIABLE, Integer.toString(shape.slots())));
    return environment;
  }

  /** Only trainers fetch models. */
  private Optional<EnvVar> hubToken() {
    return Optional.ofNullable(blueprint.experiment().getSpec().model())
        .map(ModelSource::secretRef)
        .map(secret ->
            new EnvVarBuilder()
                .withName(WorkerPod.HUB_TOKEN_VARIABLE)
                .withNewValueFrom()
                .withNewSecretKeyRef(WorkerPod.HUB_TOKEN_VARIABLE, secret.name(), false)
                .endValueFrom()
                .build());
  }

  private ResourceRequirements gpus() {
    return shape.gpus() == 0
        ? null
        : new ResourceRequirementsBuilder()
            .addToLimits("nvidia.com/gpu", new Quantity(Integer.toString(shape.gpusOfATrainer())))
            .build();
  }

  static SecurityContext restricted() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private static EnvVar value(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static EnvVar field(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef()
        .withFieldPath(path)
        .endFieldRef()
        .endValueFrom()
        .build();
  }
}
