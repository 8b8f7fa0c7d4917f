package dev.rondo.operator;

import dev.rondo.operator.event.EventRecorder;
import dev.rondo.operator.experiment.ExperimentParts;
import dev.rondo.operator.run.GestureIntake;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the reconcilers work with. */
final class OperatorBeans {
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
  GestureIntake gestures(KubernetesClient client, EventRecorder events) {
    return new GestureIntake(client, events);
  }

  @Produces
  @Singleton
  ExperimentParts parts(
      KubernetesClient client,
      OperatorSettings settings,
      StatusWriter statuses,
      EventRecorder events,
      Clock clock) {
    return new ExperimentParts(client, settings, statuses, events, clock);
  }
}
