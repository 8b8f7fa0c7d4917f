package dev.rondo.operator.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * A JSON Patch on a run, for the object that was looked at and no other: what somebody else wrote
 * meanwhile is never undone, the patch is a conflict (409) then. Touches what it names alone.
 */
public final class RunPatch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNPROCESSABLE = 422;

  private final RunResource seen;
  private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();

  /** Of this object. */
  public RunPatch(RunResource seen) {
    this.seen = seen;
  }

  /** An annotation goes, if it has this value. */
  RunPatch takeOff(String annotation, String value) {
    String path = "/metadata/annotations/" + annotation.replace("~", "~0").replace("/", "~1");
    operation("test", path).put("value", value);
    operation("remove", path);
    return this;
  }

  /** What is wanted of the run. */
  public RunPatch desire(DesiredState desired) {
    operation("add", "/spec/desiredState").put("value", desired.name());
    return this;
  }

  /** Further requests. */
  public RunPatch add(List<GestureRequest> requests) {
    if (open().isEmpty() && !requests.isEmpty()) {
      operation("add", "/spec/requests").set("value", JSON.valueToTree(requests));
    } else {
      for (GestureRequest request : requests) {
        operation("add", "/spec/requests/-").set("value", JSON.valueToTree(request));
      }
    }
    return this;
  }

  /** Requests that are finished. */
  RunPatch drop(Collection<String> ids) {
    List<GestureRequest> open = open();
    for (int index = open.size() - 1; index >= 0; index--) {
      String path = "/spec/requests/" + index;
      if (ids.contains(open.get(index).id())) {
        operation("test", path + "/id").put("value", open.get(index).id());
        operation("remove", path);
      }
    }
    return this;
  }

  boolean isEmpty() {
    return operations.isEmpty();
  }

  /** The run as it is then. */
  public RunResource apply(KubernetesClient client) {
    if (isEmpty()) {
      return seen;
    }
    operation("replace", "/metadata/resourceVersion")
        .put("value", seen.getMetadata().getResourceVersion());
    try {
      return client.resource(seen).patch(PatchContext.of(PatchType.JSON), operations.toString());
    } catch (KubernetesClientException refused) {
      throw isFailedTest(refused)
          ? new KubernetesClientException(
              refused.getMessage(), HttpURLConnection.HTTP_CONFLICT, refused.getStatus())
          : refused;
    }
  }

  /** A value that is no longer what it was; one that may not be is told with the object's name. */
  private static boolean isFailedTest(KubernetesClientException refused) {
    return refused.getCode() == UNPROCESSABLE
        && (refused.getStatus() == null
            || refused.getStatus().getDetails() == null
            || refused.getStatus().getDetails().getName() == null);
  }

  private List<GestureRequest> open() {
    return Objects.requireNonNullElse(seen.getSpec().requests(), List.of());
  }

  private ObjectNode operation(String op, String path) {
    return operations.addObject().put("op", op).put("path", path);
  }
}
