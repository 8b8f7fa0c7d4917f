package dev.rondo.operator;

import dev.rondo.operator.event.EventRecorder;
import dev.rondo.operator.experiment.ExperimentParts;
import dev.rondo.operator.metrics.OperatorMetrics;
import dev.rondo.operator.run.RunParts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the reconcilers work with. */
final class OperatorBeans {
  private static final int LEASE_LOST = 1;

  @Produces
  @Singleton
  @Unremovable
  LeaderElectionConfiguration lease(OperatorSettings settings) {
    // Not System.exit, which waits for ever where the process is ending already.
    return OperatorLease.of(settings.lease(), null, () -> Quarkus.asyncExit(LEASE_LOST));
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  EventRecorder events(
      KubernetesClient client,
      Clock clock,
      @ConfigProperty(name = "hostname", defaultValue = "rondo-operator") String instance) {
    return new EventRecorder(client, clock, instance);
  }

  @Produces
  @Singleton
  StatusWriter statuses(KubernetesClient client) {
    return new StatusWriter(client);
  }

  @Produces
  @Singleton
  RunParts runs(
      KubernetesClient client,
      StatusWriter statuses,
      EventRecorder events,
      OperatorMetrics metrics,
      Clock clock) {
    return new RunParts(client, statuses, events, metrics, clock);
  }

  @Produces
  @Singleton
  OperatorMetrics metrics(MeterRegistry registry) {
    return new OperatorMetrics(registry);
  }

  /** The SDK's own. With series of their own, 1,000 runs would make 80,000 of them. */
  @Produces
  @Singleton
  Metrics sdkMetrics(MeterRegistry registry) {
    return MicrometerMetrics.withoutPerResourceMetrics(registry);
  }

  @Produces
  @Singleton
  ExperimentParts parts(
      KubernetesClient client,
      OperatorSettings settings,
      StatusWriter statuses,
      EventRecorder events,
      OperatorMetrics metrics,
      Clock clock) {
    return new ExperimentParts(client, settings, statuses, events, metrics, clock);
  }
}
