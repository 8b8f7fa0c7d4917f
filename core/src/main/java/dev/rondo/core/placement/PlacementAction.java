package dev.rondo.core.placement;

/** What is to be done so that runs are where they should be. */
public sealed interface PlacementAction {
  /**
   * Binds a run to a worker.
   *
   * @param run its name
   * @param worker the pod's name
   * @param fence the pod and the new epoch
   * @param why for the run's event
   */
  record Bind(String run, String worker, Fence fence, Why why) implements PlacementAction {}

  /**
   * Gives a worker back, with its GPUs.
   *
   * @param worker the pod's name
   */
  record Release(String worker) implements PlacementAction {}

  /** Why a run is bound. */
  enum Why {
    /** It had no worker. */
    UNPLACED,
    /** It failed, and is tried again from its last good state. */
    TRIED_AGAIN,
    /** Its worker is gone: it goes on from its newest durable state. */
    WORKER_LOST,
    /** Its worker is going. */
    WORKER_LEAVING,
    /** Another worker has more room: it goes there between two of its chunks. */
    REBALANCED
  }
}
