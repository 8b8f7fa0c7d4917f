package dev.rondo.operator.worker;

import dev.rondo.api.names.WorkerPod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** The volumes of a worker pod, and who mounts which. */
final class WorkerVolumes {
  static final String TOKEN_VOLUME = "token";
  private static final String TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final long TOKEN_SECONDS = 3600;
  static final String CLAIM_VOLUME_PREFIX = "claim-";
  static final String SECRET_VOLUME_PREFIX = "secret-";

  private WorkerVolumes() {}

  static List<Volume> of(WorkerBlueprint blueprint, Quantity memory) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        new VolumeBuilder()
            .withName(WorkerPod.MEMORY_VOLUME)
            .withNewEmptyDir()
            .withMedium("Memory")
            .withSizeLimit(memory)
            .endEmptyDir()
            .build());
    volumes.add(
        new VolumeBuilder()
            .withName(WorkerPod.TEMPORARY_VOLUME)
            .withNewEmptyDir()
            .endEmptyDir()
            .build());
    volumes.add(claim(WorkerPod.STORAGE_VOLUME, WorkerNames.claim(blueprint.experiment()), false));
    volumes.add(token());
    int number = 0;
    for (String name : blueprint.sources().claims()) {
      volumes.add(claim(CLAIM_VOLUME_PREFIX + number++, name, true));
    }
    number = 0;
    for (String name : blueprint.sources().secrets()) {
      volumes.add(secret(SECRET_VOLUME_PREFIX + number++, name));
    }
    return volumes;
  }

  static List<VolumeMount> trainerMounts(NamedSources sources) {
    List<VolumeMount> mounts = mounts(sources);
    int number = 0;
    for (String name : sources.secrets()) {
      mounts.add(mount(SECRET_VOLUME_PREFIX + number++, WorkerPod.SECRETS_PATH + "/" + name, true));
    }
    return mounts;
  }

  private static List<VolumeMount> mounts(NamedSources sources) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(mount(WorkerPod.MEMORY_VOLUME, WorkerPod.MEMORY_PATH, false));
    mounts.add(mount(WorkerPod.STORAGE_VOLUME, WorkerPod.STORAGE_PATH, false));
    mounts.add(mount(WorkerPod.TEMPORARY_VOLUME, WorkerPod.TEMPORARY_PATH, false));
    int number = 0;
    for (String name : sources.claims()) {
      mounts.add(mount(CLAIM_VOLUME_PREFIX + number++, WorkerPod.CLAIMS_PATH + "/" + name, true));
    }
    return mounts;
  }

  static List<VolumeMount> schedulerMounts(NamedSources sources) {
    List<VolumeMount> mounts = mounts(sources);
    mounts.add(mount(TOKEN_VOLUME, TOKEN_PATH, true));
    return mounts;
  }

  /** As the kubelet would mount it, bound to the pod: policies read the pod's name from it. */
  private static Volume token() {
    return new VolumeBuilder()
        .withName(TOKEN_VOLUME)
        .withNewProjected()
        .addNewSource()
        .withNewServiceAccountToken()
        .withPath("token")
        .withExpirationSeconds(TOKEN_SECONDS)
        .endServiceAccountToken()
        .endSource()
        .addNewSource()
        .withNewConfigMap()
        .withName("kube-root-ca.crt")
        .addNewItem("ca.crt", null, "ca.crt")
        .endConfigMap()
        .endSource()
        .addNewSource()
        .withNewDownwardAPI()
        .addNewItem()
        .withPath("namespace")
        .withNewFieldRef()
        .withFieldPath("metadata.namespace")
        .endFieldRef()
        .endItem()
        .endDownwardAPI()
        .endSource()
        .endProjected()
        .build();
  }

  /** A Secret that is not there keeps back the runs that need it, and no pod. */
  private static Volume secret(String volume, String name) {
    return new VolumeBuilder()
        .withName(volume)
        .withNewSecret()
        .withSecretName(name)
        .withOptional(true)
        .endSecret()
        .build();
  }

  private static Volume claim(String volume, String claim, boolean readOnly) {
    return new VolumeBuilder()
        .withName(volume)
        .withNewPersistentVolumeClaim(claim, readOnly)
        .build();
  }

  private static VolumeMount mount(String volume, String path, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(volume)
        .withMountPath(path)
        .withReadOnly(readOnly ? true : null)
        .build();
  }
}
