package dev.rondo.api.names;

/** What the operator and the programs in a worker pod agree on. */
public final class WorkerPod {
  /** {@link Labels#COMPONENT} of worker pods. */
  public static final String COMPONENT = "worker";

  /** Service accounts of workers begin with it; admission policies tell workers by it. */
  public static final String ACCOUNT_PREFIX = "rondo-worker-";

  /** The chunk scheduler, a native sidecar. */
  public static final String SCHEDULER_CONTAINER = "scheduler";

  /** Trainers are {@code trainer-0}, {@code trainer-1}, …: one a slot. */
  public static final String TRAINER_CONTAINER_PREFIX = "trainer-";

  /** First argument of the image for the chunk scheduler. */
  public static final String SCHEDULER_COMMAND = "scheduler";

  /** First argument of the image for a trainer. */
  public static final String TRAINER_COMMAND = "trainer";

  /** First argument of the image for a pod that only holds a volume, to copy from and to. */
  public static final String HOLD_COMMAND = "hold";

  /** First argument of the image: writes a zip of the folder that its second one names. */
  public static final String PACK_COMMAND = "pack";

  /** First argument of the image: reads a zip into the folder that its second one names. */
  public static final String UNPACK_COMMAND = "unpack";

  /** The shared memory: run states and the trainers' sockets. */
  public static final String MEMORY_VOLUME = "memory";

  /** Where {@link #MEMORY_VOLUME} is mounted in every container. */
  public static final String MEMORY_PATH = "/rondo/memory";

  /** The experiment's volume: checkpoints, metrics, adapters; and models and data it brought. */
  public static final String STORAGE_VOLUME = "storage";

  /** Where {@link #STORAGE_VOLUME} is mounted in every container. */
  public static final String STORAGE_PATH = "/rondo/storage";

  /** Claims that {@code pvc://claim/path} names are mounted here, read-only, each by its name. */
  public static final String CLAIMS_PATH = "/rondo/claims";

  /** Secrets that reward endpoints name are mounted here in trainers, each by its name. */
  public static final String SECRETS_PATH = "/rondo/secrets";

  /** Environment of a trainer: {@link #SECRETS_PATH}. */
  public static final String SECRETS_VARIABLE = "RONDO_SECRETS";

  /** Scratch of a container, since its root is read-only. */
  public static final String TEMPORARY_VOLUME = "tmp";

  /** Where {@link #TEMPORARY_VOLUME} is mounted. */
  public static final String TEMPORARY_PATH = "/tmp";

  /** Where the scheduler answers while it works. */
  public static final String HEALTH_PATH = "/healthz";

  /** Where the scheduler says whether it takes runs, and why not. */
  public static final String READY_PATH = "/readyz";

  /** The scheduler's HTTP port: {@code /metrics}, {@link #HEALTH_PATH}, {@link #READY_PATH}. */
  public static final int METRICS_PORT = 9400;

  /** Name of {@link #METRICS_PORT}. */
  public static final String METRICS_PORT_NAME = "metrics";

  /** Environment: the experiment's name. */
  public static final String EXPERIMENT_VARIABLE = "RONDO_EXPERIMENT";

  /** Environment: the experiment's UID; its folder on the volume. */
  public static final String EXPERIMENT_UID_VARIABLE = "RONDO_EXPERIMENT_UID";

  /** Environment: the pod's namespace. */
  public static final String NAMESPACE_VARIABLE = "RONDO_NAMESPACE";

  /** Environment: the pod's name, as in {@code status.placement.worker}. */
  public static final String POD_NAME_VARIABLE = "RONDO_POD_NAME";

  /** Environment: the pod's UID, as in {@code status.placement.podUID}. */
  public static final String POD_UID_VARIABLE = "RONDO_POD_UID";

  /** Environment: how many slots the pod has. */
  public static final String SLOTS_VARIABLE = "RONDO_SLOTS";

  /** Environment of a trainer: which slot it serves, from 0. */
  public static final String SLOT_VARIABLE = "RONDO_SLOT";

  /** Environment: a token of the Hugging Face hub, from {@code model.secretRef}. */
  public static final String HUB_TOKEN_VARIABLE = "HF_TOKEN";

  /**
   * Environment of a trainer: where what it fetches from the hub is kept, in {@link #HUB_CACHE}.
   */
  public static final String HUB_CACHE_VARIABLE = "HF_HOME";

  /** Models and data of the hub, on the volume: fetched once for all workers. */
  public static final String HUB_CACHE = STORAGE_PATH + "/huggingface";

  private WorkerPod() {}

  /** The claim of an experiment that names none. */
  public static String claim(String experiment) {
    return "rondo-" + experiment;
  }

  /** Where the trainer of a slot listens. */
  public static String socket(int slot) {
    return MEMORY_PATH + "/" + TRAINER_CONTAINER_PREFIX + slot + ".sock";
  }
}
