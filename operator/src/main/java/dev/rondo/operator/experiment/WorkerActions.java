package dev.rondo.operator.experiment;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.operator.OperatorSettings;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import dev.rondo.operator.worker.Worker;
import dev.rondo.operator.worker.WorkerBlueprint;
import dev.rondo.operator.worker.WorkerChanges;
import dev.rondo.operator.worker.WorkerNames;
import dev.rondo.operator.worker.WorkerPods;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the worker pods that are there those that are wanted. */
final class WorkerActions {
  private final KubernetesClient client;
  private final OperatorSettings.Worker settings;
  private final AppliedSurroundings surroundings;
  private final LeavingClaim claims;
  private final Clock clock;
  private final WorkerCreation creation;
  private final WorkerRenewal renewal;

  WorkerActions(KubernetesClient client, OperatorSettings.Worker settings, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.clock = clock;
    this.surroundings = new AppliedSurroundings(client, settings, clock);
    this.claims = new LeavingClaim(client);
    WorkerPods pods = new WorkerPods(settings);
    this.renewal = new WorkerRenewal(client, pods);
    this.creation = new WorkerCreation(client, pods, surroundings, clock);
  }

  /** The image that new workers have, unless the experiment's status has pinned one. */
  String image() {
    return settings.image();
  }

  /** What was refused of a deleted experiment is of no interest. */
  void forget(String uid) {
    surroundings.forget(uid);
    claims.forget(uid);
    renewal.forget(uid);
    creation.forget(uid);
  }

  /**
   * What came of it.
   *
   * @param done for people
   * @param refusal why the API server did not take a worker; empty: it took all that were made
   * @param nextTry when those that are missing are made, and what they need; empty: none is
   */
  record Outcome(List<Happening> done, Optional<String> refusal, Optional<Duration> nextTry) {}

  /**
   * Acts.
   *
   * @param blueprint of new pods
   * @param released names of workers that have nothing to do
   */
  Outcome act(
      WorkerBlueprint blueprint, WorkerDemand demand, List<Worker> seen, Set<String> released) {
    ExperimentResource experiment = blueprint.experiment();
    WorkerRenewal.Outcome renewed = renewal.look(blueprint, seen);
    Optional<WorkerBlueprint> renewable = renewed.blueprint();
    WorkerChanges changes =
        WorkerChanges.of(demand.limit(), demand.needed(), seen, released, renewable);
    if (!changes.create().isEmpty()) {
      // What was seen may be old; a pod made twice would hold GPUs twice.
      changes =
          WorkerChanges.of(demand.limit(), demand.needed(), list(experiment), released, renewable);
    }
    List<Happening> happenings = new ArrayList<>(renewed.done());
    for (Worker worker : changes.delete()) {
      delete(experiment, worker);
      happenings.add(
          worker.phase() == Worker.Phase.LOST
              ? new Happening(Reason.WORKER_LOST, worker.name() + " is gone or does not answer")
              : new Happening(
                  Reason.WORKER_DELETED,
                  worker.name() + ": " + why(worker, demand, released, renewable)));
    }
    boolean isKept = seen.stream().anyMatch(Worker::isWanted);
    if (isKept) {
      happenings.addAll(keepSurroundings(experiment, seen, changes.delete()));
    }
    Outcome made = creation.create(blueprint, changes.create());
    happenings.addAll(made.done());
    Optional<Duration> again =
        Stream.concat(
                made.nextTry().stream(),
                isKept ? Stream.of(surroundings.untilDue(experiment)) : Stream.empty())
            .min(Duration::compareTo);
    return new Outcome(happenings, made.refusal(), again);
  }

  /**
   * What is around the workers; those go whose account was made anew, since their tokens are void.
   */
  private List<Happening> keepSurroundings(
      ExperimentResource experiment, List<Worker> seen, List<Worker> going) {
    if (surroundings.untilDue(experiment).isPositive()) {
      return List.of();
    }
    List<Happening> happenings = new ArrayList<>(claims.look(experiment).stream().toList());
    Optional<Instant> account = surroundings.keep(experiment);
    for (Worker worker : seen) {
      if (account.filter(worker::isOlderThan).isPresent() && !going.contains(worker)) {
        delete(experiment, worker);
        happenings.add(
            new Happening(
                Reason.WORKER_DELETED,
                worker.name() + ": its service account was deleted, and its token with it"));
      }
    }
    return happenings;
  }

  private static String why(
      Worker worker,
      WorkerDemand demand,
      Set<String> released,
      Optional<WorkerBlueprint> renewable) {
    if (demand.limit() == 0) {
      return demand.reason().toLowerCase(Locale.ROOT);
    }
    if (released.contains(worker.name())) {
      return "nothing to do while others have work";
    }
    return worker.index() < demand.limit() && renewable.filter(worker::isOutdated).isPresent()
        ? "something else is asked of workers now; it is made anew"
        : "one worker an index below worker.replicas (%d)".formatted(demand.limit());
  }

  private List<Worker> list(ExperimentResource experiment) {
    Instant now = clock.instant();
    return client
        .pods()
        .inNamespace(experiment.getMetadata().getNamespace())
        .withLabels(WorkerNames.selector(experiment))
        .list()
        .getItems()
        .stream()
        .map(pod -> Worker.of(pod, now))
        .toList();
  }

  private void delete(ExperimentResource experiment, Worker worker) {
    var pod =
        client.pods().inNamespace(experiment.getMetadata().getNamespace()).withName(worker.name());
    if (worker.phase() == Worker.Phase.LOST) {
      // A node that does not answer never confirms: fencing makes it safe not to wait.
      pod.withGracePeriod(0).delete();
    } else {
      pod.delete();
    }
  }
}
