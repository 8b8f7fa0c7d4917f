package dev.rondo.operator.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code spec.worker.template} over a worker pod: objects are merged, list items are merged by
 * their name, other lists are added to, and values win over the pod's.
 *
 * @param overlay as in a PodTemplateSpec; empty where there is none
 */
public record WorkerTemplate(ObjectNode overlay) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An experiment's. */
  public static WorkerTemplate of(ExperimentResource experiment) {
    var worker = experiment.getSpec().worker();
    return new WorkerTemplate(
        worker == null || worker.template() == null ? JSON.createObjectNode() : worker.template());
  }

  /** Memory limits that it states for Rondo's own containers. */
  List<Quantity> memoryLimits() {
    return Stream.of("containers", "initContainers")
        .flatMap(list -> overlay.path("spec").path(list).valueStream())
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
