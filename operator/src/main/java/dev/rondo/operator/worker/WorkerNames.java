package dev.rondo.operator.worker;

import dev.rondo.api.names.Api;
import dev.rondo.api.names.FieldManagers;
import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names, labels and owner of what belongs to an experiment. */
public final class WorkerNames {
  private WorkerNames() {}

  /**
   * Of the service account, role binding and service of the workers. No experiment's name makes it
   * the operator's.
   */
  public static String account(ExperimentResource experiment) {
    return WorkerPod.ACCOUNT_PREFIX + experiment.getMetadata().getName();
  }

  /** Of the claim: the experiment's own, or the one it names. */
  public static String claim(ExperimentResource experiment) {
    var storage = experiment.getSpec().storage();
    return storage != null && storage.claimName() != null
        ? storage.claimName()
        : WorkerPod.claim(experiment.getMetadata().getName());
  }

  /** Of a worker pod, without the part that makes it unique. */
  static String podPrefix(ExperimentResource experiment, int index) {
    return experiment.getMetadata().getName() + "-worker-" + index + "-";
  }

  /** On everything. */
  public static Map<String, String> labels(ExperimentResource experiment) {
    Map<String, String> labels = new LinkedHashMap<>();
    String name = experiment.getMetadata().getName();
    labels.put(Labels.NAME, "rondo");
    labels.put(Labels.INSTANCE, name);
    labels.put(Labels.PART_OF, "rondo");
    labels.put(Labels.MANAGED_BY, FieldManagers.OPERATOR);
    labels.put(Labels.EXPERIMENT, name);
    return labels;
  }

  /** What selects the worker pods of one experiment. */
  public static Map<String, String> selector(ExperimentResource experiment) {
    return Map.of(
        Labels.EXPERIMENT,
        experiment.getMetadata().getName(),
        Labels.COMPONENT,
        WorkerPod.COMPONENT);
  }

  /** The experiment as the controlling owner. */
  public static OwnerReference owner(ExperimentResource experiment) {
    return new OwnerReferenceBuilder()
        .withApiVersion(Api.API_VERSION)
        .withKind(Api.EXPERIMENT)
        .withName(experiment.getMetadata().getName())
        .withUid(experiment.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }
}
