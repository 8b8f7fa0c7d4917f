package dev.rondo.operator.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.core.placement.WorkerShape;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code spec.worker.template} may say. Fields that no pod has are not its matter: the API
 * server refuses them when a pod is made.
 *
 * @param overlay as in a PodTemplateSpec
 * @param slots trainers of a worker
 */
public record WorkerTemplateRules(ObjectNode overlay, int slots) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CONTAINER_LISTS = List.of("containers", "initContainers");
  private static final List<String> SECTIONS = List.of("metadata", "spec");
  private static final List<String> METADATA = List.of("annotations", "labels");
  private static final Set<String> FIXED =
      Set.of(
          "serviceAccountName",
          "serviceAccount",
          "automountServiceAccountToken",
          "hostNetwork",
          "hostPID",
          "hostIPC",
          "hostUsers",
          "restartPolicy",
          "securityContext",
          "nodeName");

  /** An experiment's. */
  public static WorkerTemplateRules of(ExperimentResource experiment) {
    return new WorkerTemplateRules(
        WorkerTemplate.of(experiment).overlay(), WorkerShape.of(experiment.getSpec()).slots());
  }

  /** What of it is not possible, each by its field; empty if nothing. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    types(problems);
    names(overlay, SECTIONS, "", problems);
    names(overlay.path("metadata"), METADATA, "metadata.", problems);
    overlay
        .at("/metadata/labels")
        .fieldNames()
        .forEachRemaining(label -> {
          if (label.startsWith("rondo.dev/") || label.equals(Labels.COMPONENT)) {
            problems.add(field("metadata.labels." + label) + " is Rondo's own");
          }
        });
    overlay
        .path("spec")
        .fieldNames()
        .forEachRemaining(name -> {
          if (FIXED.contains(name)) {
            problems.add(field("spec." + name) + " is the same for every worker");
          }
        });
    for (JsonNode volume : overlay.at("/spec/volumes")) {
      if (volume.has("hostPath")) {
        problems.add(field("spec.volumes." + volume.path("name").asText()) + " is a hostPath");
      }
    }
    for (String list : CONTAINER_LISTS) {
      for (JsonNode container : overlay.at("/spec/" + list)) {
        container(list, container, problems);
      }
    }
    return problems;
  }

  /** The first value that is of another type than a pod has there. */
  private void types(List<String> problems) {
    try {
      JSON.treeToValue(overlay, PodTemplateSpec.class);
    } catch (JsonMappingException other) {
      String path =
          other.getPath().stream()
              .map(JsonMappingException.Reference::getFieldName)
              .filter(Objects::nonNull)
              .collect(Collectors.joining("."));
      problems.add(
          "%s is not what a pod has there; see kubectl explain pod.%s"
              .formatted(field(path), path));
    } catch (JsonProcessingException other) {
      problems.add("spec.worker.template " + other.getOriginalMessage());
    }
  }

  private void container(String list, JsonNode container, List<String> problems) {
    String name = container.path("name").asText();
    String path = field("spec." + list + "." + name);
    boolean isOurs = isOurs(list, name);
    if (!isOurs && !container.has("image")) {
      problems.add(
          path
              + " has no image; Rondo's own containers are scheduler among the initContainers, and %s"
                  .formatted(String.join(", ", trainers())));
    }
    if (container.has("securityContext")) {
      problems.add(path + ".securityContext is the same for every container");
    }
    for (String fixed : List.of("image", "command", "args", "ports")) {
      if (isOurs && container.has(fixed)) {
        problems.add(path + "." + fixed + " is Rondo's own");
      }
    }
    for (JsonNode mount : container.path("volumeMounts")) {
      if (mount.path("name").asText().equals(WorkerVolumes.TOKEN_VOLUME)) {
        problems.add(path + ".volumeMounts may not have the scheduler's token");
      }
    }
    for (String kind : List.of("requests", "limits")) {
      quantities(container.path("resources").path(kind), path + ".resources." + kind, problems);
    }
  }

  private boolean isOurs(String list, String container) {
    return list.equals("containers")
        ? trainers().contains(container)
        : container.equals(WorkerPod.SCHEDULER_CONTAINER);
  }

  private List<String> trainers() {
    return IntStream.range(0, slots)
        .mapToObj(slot -> WorkerPod.TRAINER_CONTAINER_PREFIX + slot)
        .toList();
  }

  private static void quantities(JsonNode stated, String path, List<String> problems) {
    for (Map.Entry<String, JsonNode> entry : stated.properties()) {
      String text = entry.getValue().asText();
      try {
        Quantity.parse(text).getNumericalAmount();
      } catch (ArithmeticException | IllegalArgumentException notOne) {
        problems.add(
            "%s.%s is \"%s\", must be a quantity like 8Gi or 500m"
                .formatted(path, entry.getKey(), text));
      }
    }
  }

  private static void names(
      JsonNode object, List<String> allowed, String prefix, List<String> problems) {
    object
        .fieldNames()
        .forEachRemaining(name -> {
          if (!allowed.contains(name)) {
            problems.add(field(prefix + name) + " is not one of " + allowed);
          }
        });
  }

  private static String field(String path) {
    return "spec.worker.template." + path;
  }
}
