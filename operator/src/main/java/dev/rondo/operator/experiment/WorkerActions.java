package dev.rondo.operator.experiment;

import dev.rondo.api.names.FieldManagers;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.operator.OperatorSettings;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import dev.rondo.operator.worker.Worker;
import dev.rondo.operator.worker.WorkerChanges;
import dev.rondo.operator.worker.WorkerNames;
import dev.rondo.operator.worker.WorkerPods;
import dev.rondo.operator.worker.WorkerSurroundings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Makes the worker pods that are there those that are wanted. */
final class WorkerActions {
  private static final int SUFFIX = 5;

  private final KubernetesClient client;
  private final OperatorSettings.Worker settings;
  private final WorkerPods pods;

  WorkerActions(KubernetesClient client, OperatorSettings.Worker settings) {
    this.client = client;
    this.settings = settings;
    this.pods = new WorkerPods(settings);
  }

  /** The image that new workers have, unless the experiment's status has pinned one. */
  String image() {
    return settings.image();
  }

  /**
   * Acts; what was done is what it returns.
   *
   * @param released names of workers that have nothing to do
   * @param image of new pods
   */
  List<Happening> act(
      ExperimentResource experiment,
      WorkerDemand demand,
      List<Worker> seen,
      Set<String> released,
      String image) {
    List<Happening> happenings = new ArrayList<>();
    WorkerChanges changes = WorkerChanges.of(demand.limit(), demand.needed(), seen, released);
    if (!changes.create().isEmpty()) {
      // What was seen may be old; a pod made twice would hold GPUs twice.
      changes = WorkerChanges.of(demand.limit(), demand.needed(), list(experiment), released);
    }
    for (Worker worker : changes.delete()) {
      delete(experiment, worker);
      happenings.add(
          worker.phase() == Worker.Phase.LOST
              ? new Happening(Reason.WORKER_LOST, worker.name() + " is gone or does not answer")
              : new Happening(
                  Reason.WORKER_DELETED, worker.name() + ": " + why(worker, demand, released)));
    }
    if (!changes.create().isEmpty()) {
      WorkerSurroundings.of(experiment, settings.clusterRole()).forEach(this::apply);
    }
    for (int index : changes.create()) {
      String suffix = UUID.randomUUID().toString().substring(0, SUFFIX);
      Pod pod = client.resource(pods.build(experiment, image, index, suffix)).create();
      happenings.add(new Happening(Reason.WORKER_CREATED, pod.getMetadata().getName()));
    }
    return happenings;
  }

  private static String why(Worker worker, WorkerDemand demand, Set<String> released) {
    if (demand.limit() == 0) {
      return demand.reason().toLowerCase(Locale.ROOT);
    }
    return released.contains(worker.name())
        ? "nothing to do while others have work"
        : "one worker an index below worker.replicas (%d)".formatted(demand.limit());
  }

  private List<Worker> list(ExperimentResource experiment) {
    Instant now = Instant.now();
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

  private void apply(HasMetadata wanted) {
    if (wanted instanceof PersistentVolumeClaim claim && isThere(claim)) {
      // Its spec can't change, and its owner is asked for at creation only.
      return;
    }
    client
        .resource(wanted)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(FieldManagers.OPERATOR)
                .withForce(true)
                .build());
  }

  private boolean isThere(PersistentVolumeClaim claim) {
    return Objects.nonNull(client.resource(claim).get());
  }
}
