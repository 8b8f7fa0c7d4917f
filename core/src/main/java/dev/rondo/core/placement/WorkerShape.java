package dev.rondo.core.placement;

import dev.rondo.api.v1alpha1.ExperimentSpec;
import dev.rondo.api.v1alpha1.Worker;

/**
 * How many workers an experiment wants, and what each has.
 *
 * @param replicas pods
 * @param gpus {@code nvidia.com/gpu} of a pod; 0 trains on CPU
 * @param slots trainers of a pod
 * @param idleSeconds pods go after this time with nothing to run
 */
public record WorkerShape(int replicas, int gpus, int slots, int idleSeconds) {
  private static final int DEFAULT_IDLE_SECONDS = 300;

  /** What the spec says, and what it means by saying nothing. */
  public static WorkerShape of(ExperimentSpec spec) {
    Worker worker =
        spec.worker() == null ? new Worker(null, null, null, null, null) : spec.worker();
    int gpus = or(worker.gpus(), 1);
    return new WorkerShape(
        or(worker.replicas(), 1),
        gpus,
        or(worker.slots(), Math.max(1, gpus)),
        or(worker.idleSeconds(), DEFAULT_IDLE_SECONDS));
  }

  /** GPUs of one trainer: its share of the pod's, at least one where there are any. */
  public int gpusOfATrainer() {
    return gpus == 0 ? 0 : Math.max(1, gpus / slots);
  }

  private static int or(Integer stated, int otherwise) {
    return stated == null ? otherwise : stated;
  }
}
