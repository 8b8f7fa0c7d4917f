package dev.rondo.operator.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code spec.worker.template} over a worker pod: objects are merged, list items are merged by
 * their name, other lists are added to, and values win over the pod's.
 *
 * @param overlay as in a PodTemplateSpec; empty where there is none
 */
public record WorkerTemplate(ObjectNode overlay) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CONTAINER_LISTS = List.of("containers", "initContainers");
  private static final Set<String> SECTIONS = Set.of("metadata", "spec");
  private static final Set<String> METADATA = Set.of("labels", "annotations");
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
  public static WorkerTemplate of(ExperimentResource experiment) {
    var worker = experiment.getSpec().worker();
    return new WorkerTemplate(
        worker == null || worker.template() == null ? JSON.createObjectNode() : worker.template());
  }

  /** What of it is not possible, each by its field; empty if nothing. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
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

  /** Memory limits that it states for Rondo's own containers. */
  List<Quantity> memoryLimits() {
    return CONTAINER_LISTS.stream()
        .flatMap(list -> overlay.at("/spec/" + list).valueStream())
        .filter(container -> isOurs(container.path("name").asText()))
        .map(container -> container.at("/resources/limits/memory"))
        .filter(JsonNode::isValueNode)
        .map(limit -> Quantity.parse(limit.asText()))
        .toList();
  }

  private static boolean isOurs(String container) {
    return container.equals(WorkerPod.SCHEDULER_CONTAINER)
        || container.startsWith(WorkerPod.TRAINER_CONTAINER_PREFIX);
  }

  private static void container(String list, JsonNode container, List<String> problems) {
    String name = container.path("name").asText();
    String path = field("spec." + list + "." + name);
    if (container.has("securityContext")) {
      problems.add(path + ".securityContext is the same for every container");
    }
    for (String fixed : List.of("image", "command", "args", "ports")) {
      if (isOurs(name) && container.has(fixed)) {
        problems.add(path + "." + fixed + " is Rondo's own");
      }
    }
    for (JsonNode mount : container.path("volumeMounts")) {
      if (mount.path("name").asText().equals(WorkerVolumes.TOKEN_VOLUME)) {
        problems.add(path + ".volumeMounts may not have the scheduler's token");
      }
    }
  }

  private static void names(
      JsonNode object, Set<String> allowed, String prefix, List<String> problems) {
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

  Pod overlay(Pod pod) {
    if (overlay.isEmpty()) {
      return pod;
    }
    ObjectNode tree = JSON.valueToTree(pod);
    merge(tree, overlay);
    Pod overlaid = Serialization.unmarshal(tree.toString(), Pod.class);
    Stream.concat(
            overlaid.getSpec().getInitContainers().stream(),
            overlaid.getSpec().getContainers().stream())
        .forEach(container -> container.setSecurityContext(WorkerContainers.restricted()));
    return overlaid;
  }

  private static void merge(ObjectNode into, JsonNode from) {
    for (Map.Entry<String, JsonNode> entry : from.properties()) {
      JsonNode mine = into.get(entry.getKey());
      JsonNode theirs = entry.getValue();
      if (mine instanceof ObjectNode object && theirs.isObject()) {
        merge(object, theirs);
      } else if (mine instanceof ArrayNode list && theirs.isArray()) {
        theirs.forEach(item -> mergeItem(list, item));
      } else {
        into.set(entry.getKey(), theirs.deepCopy());
      }
    }
  }

  private static void mergeItem(ArrayNode list, JsonNode item) {
    for (JsonNode mine : list) {
      boolean same = item.has("name") && item.get("name").equals(mine.get("name"));
      if (same && mine instanceof ObjectNode object) {
        merge(object, item);
        return;
      }
    }
    list.add(item.deepCopy());
  }
}
