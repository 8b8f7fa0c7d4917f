package dev.rondo.operator.experiment;

import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.core.gesture.GestureWord;
import dev.rondo.core.leaderboard.Comparability;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RuleStop;
import dev.rondo.core.lifecycle.Timestamps;
import dev.rondo.core.stopping.Contender;
import dev.rondo.core.stopping.Contenders;
import dev.rondo.core.stopping.Stop;
import dev.rondo.core.stopping.StoppingRule;
import dev.rondo.core.stopping.StoppingRules;
import dev.rondo.operator.Conflicts;
import dev.rondo.operator.run.ObservedRun;
import dev.rondo.operator.run.RunPatch;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;

/**
 * Stops what falls behind by {@code spec.stopping}: a gesture like a person's, recorded in the run
 * under an id that tells rule and rung, so that it is made once and can be turned back by a resume.
 */
final class StopByRule {
  private final KubernetesClient client;

  StopByRule(KubernetesClient client) {
    this.client = client;
  }

  /** Whether some run had changed since it was looked at: look again. */
  boolean act(ObservedExperiment seen) {
    Optional<StoppingRule> rule = StoppingRules.of(seen.resource().getSpec().stopping());
    if (rule.isEmpty() || seen.isSuspended()) {
      return false;
    }
    Comparability comparability = Comparability.of(seen.resource().getSpec());
    List<Contender> contenders =
        seen.runs().stream().flatMap(run -> contender(run, comparability).stream()).toList();
    boolean isStale = false;
    for (Stop stop : rule.get().stops(contenders, comparability.objective().goal())) {
      for (ObservedRun run : seen.runs()) {
        if (run.name().equals(stop.run()) && !Contenders.isAtEnd(run.status().worker())) {
          isStale |= !stop(run, stop, seen);
        }
      }
    }
    return isStale;
  }

  private boolean stop(ObservedRun run, Stop stop, ObservedExperiment seen) {
    GestureRequest request =
        new GestureRequest(
            RuleStop.id(stop),
            GestureWord.STOP,
            null,
            Timestamps.micros(seen.now()),
            Control.ACCEPTED,
            stop.message());
    try {
      new RunPatch(run.resource()).desire(DesiredState.Stopped).add(List.of(request)).apply(client);
      return true;
    } catch (KubernetesClientException refused) {
      if (Conflicts.isConflict(refused)) {
        return false;
      }
      throw refused;
    }
  }

  private static Optional<Contender> contender(ObservedRun run, Comparability comparability) {
    return Contenders.of(
        run.resource().toRun(),
        run.status().worker(),
        !run.facts().hasEnded() && run.isWanted(),
        comparability);
  }
}
