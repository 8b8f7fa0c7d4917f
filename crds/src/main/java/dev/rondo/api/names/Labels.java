package dev.rondo.api.names;

/** Labels of Rondo's objects, besides Kubernetes' recommended ones. */
public final class Labels {
  /** On Runs, worker pods, claims and all else of an experiment: its name. */
  public static final String EXPERIMENT = "rondo.dev/experiment";

  /** On Runs: the name of the leaf of {@code spec.configs} they come from. */
  public static final String CONFIG = "rondo.dev/config";

  /** On Runs that are clones: the run they were cloned from. */
  public static final String PARENT = "rondo.dev/parent";

  /** On worker pods: their place among the experiment's workers, from 0. */
  public static final String WORKER_INDEX = "rondo.dev/worker-index";

  /** On worker pods: what the experiment asked of them when they were made, hashed. */
  public static final String WORKER_REVISION = "rondo.dev/worker-revision";

  /** Kueue's: passed on from an Experiment to its worker pods. */
  public static final String KUEUE_QUEUE = "kueue.x-k8s.io/queue-name";

  /** {@code rondo}. */
  public static final String NAME = "app.kubernetes.io/name";

  /** The experiment's name, or the release's. */
  public static final String INSTANCE = "app.kubernetes.io/instance";

  /** {@code worker}, {@code operator}. */
  public static final String COMPONENT = "app.kubernetes.io/component";

  /** {@code rondo}. */
  public static final String PART_OF = "app.kubernetes.io/part-of";

  /** {@code rondo-operator}. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private Labels() {}
}
