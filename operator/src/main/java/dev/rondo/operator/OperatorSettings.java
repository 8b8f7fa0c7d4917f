package dev.rondo.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What the operator is told by its environment, e.g. {@code RONDO_WORKER_IMAGE}. */
@ConfigMapping(prefix = "rondo")
public interface OperatorSettings {
  /** Of worker pods. */
  Worker worker();

  /** Of the lease that one of several operators holds. */
  Lease lease();

  /** An experiment's counts and leaderboard are written at most once in this time. */
  @WithDefault("5S")
  Duration progressEvery();

  /** Settings of the lease. */
  interface Lease {
    /** Of the Lease object. */
    @WithDefault("rondo-operator")
    String name();

    /** Where it is; absent: where the operator is. */
    Optional<String> namespace();

    /** How long it holds without being renewed: the longest time with no operator after a crash. */
    @WithDefault("15S")
    Duration duration();
  }

  /** Settings of worker pods. */
  interface Worker {
    /** Of the scheduler and trainers. */
    String image();

    /** As in a container. */
    @WithDefault("IfNotPresent")
    String imagePullPolicy();

    /** A Secret of the experiment's namespace. */
    Optional<String> imagePullSecret();

    /** The ClusterRole that each experiment's workers are bound to in its namespace. */
    @WithDefault("rondo-worker")
    String clusterRole();

    /** Largest size of the shared memory. */
    @WithDefault("8Gi")
    String memoryVolume();

    /** How long a pod may take to save its runs' states when it is told to end. */
    @WithDefault("120S")
    Duration gracePeriod();

    /** A pod on a node that does not answer is given up after this time. */
    @WithDefault("60S")
    Duration lostAfter();

    /** How soon what workers need around them comes back when somebody deletes it. */
    @WithDefault("30S")
    Duration surroundingsEvery();
  }
}
