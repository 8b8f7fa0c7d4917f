package dev.rondo.cli.cluster;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What keeps a pod from starting, in the words of scheduler and kubelet. */
final class PodDelay {
  private PodDelay() {}

  /** With a colon before it; empty: nothing is known. */
  static String of(Pod pod) {
    if (pod.getStatus() == null) {
      return "";
    }
    Stream<String> unscheduled =
        pod.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("PodScheduled"))
            .map(PodCondition::getMessage);
    Stream<String> waiting =
        pod.getStatus().getContainerStatuses().stream()
            .map(container -> container.getState().getWaiting())
            .filter(Objects::nonNull)
            .flatMap(PodDelay::words);
    return Stream.concat(unscheduled, waiting)
        .filter(Objects::nonNull)
        .map(words -> ": " + words)
        .collect(Collectors.joining());
  }

  private static Stream<String> words(ContainerStateWaiting waiting) {
    return Stream.of(waiting.getReason(), waiting.getMessage());
  }
}
