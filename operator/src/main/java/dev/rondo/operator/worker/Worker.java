package dev.rondo.operator.worker;

import dev.rondo.api.names.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * A worker pod as it is now.
 *
 * @param name of the pod
 * @param uid of the pod
 * @param index its place among the experiment's workers
 * @param revision what was asked of it; empty: by an operator that did not say
 * @param mounted what it has besides the experiment's volume
 * @param phase what can be expected of it
 * @param created when it was made
 * @param since when it was made, or became ready
 * @param obstacle what keeps it from running; empty: nothing that is known
 */
public record Worker(
    String name,
    String uid,
    int index,
    Optional<String> revision,
    NamedSources mounted,
    Phase phase,
    Instant created,
    Instant since,
    Optional<Obstacle> obstacle) {
  /** What can be expected of a worker. */
  public enum Phase {
    /** It will be ready. */
    STARTING,
    /** It takes runs. */
    READY,
    /** It was ready, and may be again. */
    UNREADY,
    /** It saves its runs' states, and goes. */
    LEAVING,
    /** It is over: failed, evicted, or on a node that does not answer. */
    LOST,
    /** It is over and deleted: a finalizer of somebody else keeps its name. */
    DELETED
  }

  /** How long after its grace period a pod is believed to be still leaving. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A pod with the labels of a worker. */
  public static Worker of(Pod pod, Instant now) {
    return new Worker(
        pod.getMetadata().getName(),
        pod.getMetadata().getUid(),
        index(pod),
        Optional.ofNullable(pod.getMetadata().getLabels().get(Labels.WORKER_REVISION)),
        NamedSources.mountedBy(pod),
        phase(pod, now),
        created(pod, now),
        since(pod, now),
        Obstacle.of(pod));
  }

  /** The first of them that is to come and can't, and why. */
  public static Optional<Worker> held(Collection<Worker> workers) {
    return workers.stream()
        .filter(worker -> worker.isWanted() && worker.obstacle().isPresent())
        .findFirst();
  }

  /** Whether it may hold runs: it has them in memory, or will have. */
  public boolean isAlive() {
    return phase != Phase.LOST && phase != Phase.DELETED;
  }

  /** Whether it counts as one of the workers that are wanted. */
  public boolean isWanted() {
    return phase == Phase.STARTING || phase == Phase.READY || phase == Phase.UNREADY;
  }

  /** Whether something else is asked of workers now, or more. */
  public boolean isOutdated(WorkerBlueprint asked) {
    return !mounted.contains(asked.sources())
        || (revision.isPresent() && !revision.get().equals(WorkerRevision.of(asked.experiment())));
  }

  /**
   * Whether its token is void: it was given for an account of the same name that is gone. The
   * kubelet asks for another when the token is near its end only.
   */
  public boolean isOlderThan(Instant account) {
    return isWanted() && created.isBefore(account);
  }

  private static Phase phase(Pod pod, Instant now) {
    String deletion = pod.getMetadata().getDeletionTimestamp();
    if (deletion != null && isDeletedAtOnce(pod)) {
      return Phase.DELETED;
    }
    if (deletion != null) {
      // The time at which the grace period ends.
      return now.isAfter(Instant.parse(deletion).plus(PATIENCE)) ? Phase.LOST : Phase.LEAVING;
    }
    String phase = pod.getStatus() == null ? "Pending" : pod.getStatus().getPhase();
    if ("Failed".equals(phase) || "Succeeded".equals(phase)) {
      return Phase.LOST;
    }
    if (!"Running".equals(phase)) {
      return Phase.STARTING;
    }
    boolean isReady = ready(pod).filter(ready -> "True".equals(ready.getStatus())).isPresent();
    return isReady ? Phase.READY : Phase.UNREADY;
  }

  /** The kubelet has confirmed its end, or nobody waits for that. */
  private static boolean isDeletedAtOnce(Pod pod) {
    Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
    return grace != null && grace == 0;
  }

  private static Instant since(Pod pod, Instant now) {
    return ready(pod)
        .map(PodCondition::getLastTransitionTime)
        .map(Instant::parse)
        .orElse(created(pod, now));
  }

  private static Instant created(Pod pod, Instant now) {
    String created = pod.getMetadata().getCreationTimestamp();
    return created == null ? now : Instant.parse(created);
  }

  private static Optional<PodCondition> ready(Pod pod) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("Ready"))
            .findFirst();
  }

  private static int index(Pod pod) {
    String index = pod.getMetadata().getLabels().getOrDefault(Labels.WORKER_INDEX, "0");
    return index.matches("[0-9]{1,4}") ? Integer.parseInt(index) : 0;
  }
}
