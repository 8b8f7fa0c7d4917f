package dev.rondo.operator.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.core.placement.WorkerShape;
import dev.rondo.core.search.CanonicalJson;

/**
 * What {@code spec.worker} asks of each pod, as a hash: a pod of another is out of date. Neither
 * how many pods there are is in it, nor what an upgrade of the operator changes.
 */
public final class WorkerRevision {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIGITS = 10;

  private WorkerRevision() {}

  /** An experiment's, as it is now: hex digits. */
  public static String of(ExperimentResource experiment) {
    WorkerShape shape = WorkerShape.of(experiment.getSpec());
    ObjectNode asked = JSON.createObjectNode();
    asked.put("gpus", shape.gpus());
    asked.put("slots", shape.slots());
    asked.set("template", WorkerTemplate.of(experiment).overlay());
    String digest = CanonicalJson.digest(asked);
    int start = digest.indexOf(':') + 1;
    return digest.substring(start, start + DIGITS);
  }
}
