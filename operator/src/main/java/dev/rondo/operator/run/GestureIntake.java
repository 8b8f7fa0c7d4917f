package dev.rondo.operator.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rondo.api.names.Annotations;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.operator.event.EventRecorder;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes stop and resume in from a run's annotations: one JSON Patch tests the annotation's value,
 * removes it, and sets {@code spec.desiredState}; so a gesture is consumed if and only if it is
 * recorded, and nobody else's annotation is touched.
 */
public final class GestureIntake {
  private static final String TRUE = "true";

  private final KubernetesClient client;
  private final EventRecorder events;

  /** Patches by this client. */
  public GestureIntake(KubernetesClient client, EventRecorder events) {
    this.client = client;
    this.events = events;
  }

  /** Whether there was a gesture; the run has changed then. */
  public boolean takeIn(RunResource run) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(run.getMetadata().getAnnotations(), Map.of());
    String stop = annotations.get(Annotations.STOP);
    String resume = annotations.get(Annotations.RESUME);
    if (stop == null && resume == null) {
      return false;
    }
    List<Happening> happenings = new ArrayList<>();
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    remove(patch, Annotations.STOP, stop);
    remove(patch, Annotations.RESUME, resume);
    if (stop != null && resume != null) {
      happenings.add(
          new Happening(
              Reason.GESTURE_REFUSED, "stop and resume at once: give the one that is meant"));
    } else if (!TRUE.equals(stop == null ? resume : stop)) {
      happenings.add(
          new Happening(Reason.GESTURE_REFUSED, "the annotation's value must be \"true\""));
    } else {
      DesiredState wanted = stop == null ? DesiredState.Running : DesiredState.Stopped;
      patch
          .addObject()
          .put("op", "add")
          .put("path", "/spec/desiredState")
          .put("value", wanted.name());
      happenings.add(
          new Happening(
              Reason.GESTURE_ACCEPTED, stop == null ? "resume" : "stop at the next step"));
    }
    client.resource(run).patch(PatchContext.of(PatchType.JSON), patch.toString());
    events.record(run, happenings);
    return true;
  }

  private static void remove(ArrayNode patch, String annotation, String value) {
    if (value != null) {
      String path = "/metadata/annotations/" + annotation.replace("~", "~0").replace("/", "~1");
      patch.addObject().put("op", "test").put("path", path).put("value", value);
      patch.addObject().put("op", "remove").put("path", path);
    }
  }
}
