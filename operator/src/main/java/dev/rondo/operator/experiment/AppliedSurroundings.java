package dev.rondo.operator.experiment;

import dev.rondo.api.names.FieldManagers;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.operator.OperatorSettings;
import dev.rondo.operator.worker.WorkerSurroundings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * What worker pods need around them: applied before one is made, and from time to time while one is
 * there, so that what somebody deletes comes back.
 */
final class AppliedSurroundings {
  private static final Logger LOG = Logger.getLogger(AppliedSurroundings.class);

  private final KubernetesClient client;
  private final OperatorSettings.Worker settings;
  private final Clock clock;

  /** When it was applied last, by the UID of the experiment. */
  private final Map<String, Instant> applied = new ConcurrentHashMap<>();

  AppliedSurroundings(KubernetesClient client, OperatorSettings.Worker settings, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.clock = clock;
  }

  /** Applies all of it now; returns when the workers' account was made. */
  Optional<Instant> apply(ExperimentResource experiment) {
    applied.put(experiment.getMetadata().getUid(), clock.instant());
    Optional<Instant> account = Optional.empty();
    for (HasMetadata wanted : WorkerSurroundings.of(experiment, settings.clusterRole())) {
      HasMetadata there = apply(wanted);
      if (there instanceof ServiceAccount) {
        account = Optional.of(Instant.parse(there.getMetadata().getCreationTimestamp()));
      }
    }
    return account;
  }

  /** The same; empty also if it was refused and is left for the next time. */
  Optional<Instant> keep(ExperimentResource experiment) {
    try {
      return apply(experiment);
    } catch (KubernetesClientException later) {
      LOG.warnf(
          "what workers of %s need around them is left for later: %s",
          experiment.getMetadata().getName(), later.getMessage());
      return Optional.empty();
    }
  }

  /** How long it is until it is due. */
  Duration untilDue(ExperimentResource experiment) {
    Instant last = applied.getOrDefault(experiment.getMetadata().getUid(), Instant.EPOCH);
    return Duration.between(clock.instant(), last.plus(settings.surroundingsEvery()));
  }

  void forget(String uid) {
    applied.remove(uid);
  }

  private HasMetadata apply(HasMetadata wanted) {
    if (wanted instanceof PersistentVolumeClaim claim) {
      PersistentVolumeClaim there = client.resource(claim).get();
      if (there != null) {
        // Its spec can't change, and its owner is asked for at creation only.
        return there;
      }
    }
    return client
        .resource(wanted)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(FieldManagers.OPERATOR)
                .withForce(true)
                .build());
  }
}
