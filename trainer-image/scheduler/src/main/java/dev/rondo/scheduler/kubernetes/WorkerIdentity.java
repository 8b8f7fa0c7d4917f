package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.names.WorkerPod;
import java.util.List;
import java.util.Map;

/**
 * Which worker this is.
 *
 * @param namespace of the experiment, its runs and this pod
 * @param experiment its name
 * @param experimentUid its identity, and the name of its folder on the volume
 * @param pod this one's name
 * @param podUid this one's identity
 * @param slots of this pod
 */
public record WorkerIdentity(
    String namespace,
    String experiment,
    String experimentUid,
    String pod,
    String podUid,
    int slots) {
  private static final List<String> VARIABLES =
      List.of(
          WorkerPod.NAMESPACE_VARIABLE,
          WorkerPod.EXPERIMENT_VARIABLE,
          WorkerPod.EXPERIMENT_UID_VARIABLE,
          WorkerPod.POD_NAME_VARIABLE,
          WorkerPod.POD_UID_VARIABLE,
          WorkerPod.SLOTS_VARIABLE);

  /**
   * As the operator tells it.
   *
   * @throws IllegalArgumentException naming every variable that is missing
   */
  public static WorkerIdentity of(Map<String, String> environment) {
    List<String> missing =
        VARIABLES.stream().filter(name -> environment.getOrDefault(name, "").isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("not set in the environment: " + missing);
    }
    return new WorkerIdentity(
        environment.get(WorkerPod.NAMESPACE_VARIABLE),
        environment.get(WorkerPod.EXPERIMENT_VARIABLE),
        environment.get(WorkerPod.EXPERIMENT_UID_VARIABLE),
        environment.get(WorkerPod.POD_NAME_VARIABLE),
        environment.get(WorkerPod.POD_UID_VARIABLE),
        Integer.parseInt(environment.get(WorkerPod.SLOTS_VARIABLE)));
  }
}
