package dev.rondo.operator.worker;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What keeps a worker pod from running.
 *
 * @param what it is, in few words that stay the same
 * @param message the cluster's own, which may change often; empty: it has none
 */
public record Obstacle(String what, String message) {
  /** Reasons of a container that waits for nothing that people could mend. */
  private static final Set<String> STARTING = Set.of("PodInitializing", "ContainerCreating");

  static Optional<Obstacle> of(Pod pod) {
    List<PodSchedulingGate> gates = pod.getSpec().getSchedulingGates();
    if (!gates.isEmpty()) {
      String names =
          gates.stream().map(PodSchedulingGate::getName).collect(Collectors.joining(", "));
      String what = gates.size() == 1 ? "waits at the gate " : "waits at the gates ";
      return Optional.of(new Obstacle(what + names, ""));
    }
    return Optional.ofNullable(pod.getStatus())
        .flatMap(status -> unscheduled(status).or(() -> notStarted(status)));
  }

  private static Optional<Obstacle> unscheduled(PodStatus status) {
    return status.getConditions().stream()
        .filter(condition -> condition.getType().equals("PodScheduled"))
        .filter(condition -> "Unschedulable".equals(condition.getReason()))
        .map(condition -> new Obstacle("finds no node", text(condition.getMessage())))
        .findFirst();
  }

  private static Optional<Obstacle> notStarted(PodStatus status) {
    return Stream.concat(
            status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
        .flatMap(container -> notStarted(container).stream())
        .findFirst();
  }

  private static Optional<Obstacle> notStarted(ContainerStatus container) {
    return Optional.ofNullable(container.getState())
        .flatMap(state -> Optional.ofNullable(state.getWaiting()))
        .filter(waiting -> waiting.getReason() != null && !STARTING.contains(waiting.getReason()))
        .map(waiting ->
            new Obstacle(
                "can't start " + container.getName(),
                (waiting.getReason() + " " + text(waiting.getMessage())).strip()));
  }

  private static String text(String message) {
    return message == null ? "" : message;
  }
}
