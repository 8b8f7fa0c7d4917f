package dev.rondo.operator;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The lease that one of several operators holds; the others watch, and act once they hold it. It
 * runs out when its holder renews it no more, the SDK gives none back.
 */
public final class OperatorLease {
  private static final Logger LOG = Logger.getLogger(OperatorLease.class);
  private static final int TRIES = 7;

  private OperatorLease() {}

  /**
   * As the Java Operator SDK takes it.
   *
   * @param identity of this operator; null: its host's name
   * @param lost ends this operator: what it has seen and decided may be another's by then
   */
  public static LeaderElectionConfiguration of(
      OperatorSettings.Lease lease, String identity, Runnable lost) {
    Duration duration = lease.duration();
    return new LeaderElectionConfiguration(
        lease.name(),
        lease.namespace().orElse(null),
        duration,
        // A holder gives up before anybody else may take it.
        duration.multipliedBy(2).dividedBy(3),
        duration.dividedBy(TRIES),
        identity,
        new LeaderCallbacks(
            () -> LOG.info("holds the lease"),
            lost,
            leader -> LOG.infof("%s holds the lease", leader)),
        false);
  }
}
