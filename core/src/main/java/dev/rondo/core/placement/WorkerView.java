package dev.rondo.core.placement;

/**
 * A worker pod as placement sees it.
 *
 * @param name of the pod
 * @param uid of the pod: a pod that is made again under the same name is another worker
 * @param slots runs that train on it at the same time; at least 1
 * @param phase what can be expected of it
 * @param engine its numerics fingerprint; empty before it said so
 * @param idleSeconds how long no run that could train was on it
 */
public record WorkerView(
    String name, String uid, int slots, Phase phase, String engine, double idleSeconds) {
  /** What can be expected of a worker. */
  public enum Phase {
    /** It takes runs. */
    READY,
    /** It will take runs, or may again: it keeps those that it has. */
    NOT_READY,
    /** It is going: it ends the turns it has begun. */
    LEAVING,
    /** It is gone, or can't be heard. */
    LOST
  }

  boolean isReady() {
    return phase == Phase.READY;
  }
}
