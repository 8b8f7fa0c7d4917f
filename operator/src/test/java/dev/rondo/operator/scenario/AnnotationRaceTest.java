package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * A gesture that arrives while the operator writes the status of the same run: some versions of the
 * Java Operator SDK take the event of the annotation for an echo of the operator's own write, and
 * drop it.
 */
@OnCluster
class AnnotationRaceTest {
  @Test
  void aGestureBetweenReadAndStatusWriteIsTakenIn(Playground playground) {
    StopBeforeStatus interceptor = new StopBeforeStatus(playground);
    playground.start(playground.server().client(interceptor)).create(Manifests.FOUR_RUNS);
    playground.await("four runs", () -> playground.runNames().size() == 4);
    for (String run : playground.runNames()) {
      playground.await(
          "the gesture on " + run + " is recorded",
          () ->
              playground.run(run).getSpec().desiredState() == DesiredState.Stopped
                  && !annotations(playground.run(run)).containsKey(Annotations.STOP));
      playground.await(
          "and acted on", () -> playground.run(run).getStatus().state().equals("Stopped"));
    }
    assertTrue(interceptor.raced.size() >= 4, "every run was raced");
  }

  private static Map<String, String> annotations(RunResource run) {
    return run.getMetadata().getAnnotations() == null
        ? Map.of()
        : run.getMetadata().getAnnotations();
  }

  /** Annotates a run just before the operator's first write of its status reaches the server. */
  private record StopBeforeStatus(Playground playground, Map<String, Boolean> raced)
      implements Interceptor {
    StopBeforeStatus(Playground playground) {
      this(playground, new ConcurrentHashMap<>());
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      String path = request.uri().getPath();
      if (!request.method().equals("PATCH") || !path.matches(".*/runs/[^/]+/status")) {
        return;
      }
      String run = path.replaceAll(".*/runs/([^/]+)/status", "$1");
      if (raced.putIfAbsent(run, true) == null) {
        playground
            .client()
            .resource(playground.run(run))
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\":{\"annotations\":{\"%s\":\"true\"}}}".formatted(Annotations.STOP));
      }
    }
  }
}
