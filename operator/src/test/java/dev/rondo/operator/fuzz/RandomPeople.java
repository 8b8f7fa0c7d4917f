package dev.rondo.operator.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.names.Annotations;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.core.clone.CloneRule;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** People's part: gestures, contradictory ones, and other edits of the same objects. */
final class RandomPeople {
  private final Playground playground;
  private final List<String> runs;
  private final Random random;
  private int made;

  RandomPeople(Playground playground, List<String> runs, long seed) {
    this.playground = playground;
    this.runs = runs;
    this.random = new Random(seed);
  }

  /** Gestures until now. */
  int made() {
    return made;
  }

  void act() {
    String run = runs.get(random.nextInt(runs.size()));
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode annotations = patch.putObject("metadata").putObject("annotations");
    int dice = random.nextInt(100);
    if (dice < 38) {
      annotations.put(Annotations.STOP, "true");
      made++;
    } else if (dice < 78) {
      annotations.put(Annotations.RESUME, "true");
      made++;
    } else if (dice < 82) {
      annotations.put(Annotations.STOP, "true").put(Annotations.RESUME, "true");
      made += 2;
    } else if (dice < 86) {
      annotations.put(Annotations.CLONE, cloneOrder());
      made++;
    } else if (dice < 90) {
      annotations.put(GestureOracle.EDITED, "edit-" + random.nextInt());
      patch.putObject("spec").put("desiredState", random.nextBoolean() ? "Stopped" : "Running");
    } else if (dice < 92) {
      deleteAClone();
      return;
    } else {
      annotations.put("team.example/note", "note-" + random.nextInt());
    }
    runs().withName(run).patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
  }

  private String cloneOrder() {
    int rate = 1 + random.nextInt(1000);
    return switch (random.nextInt(3)) {
      case 0 -> "{nonsense: %d}".formatted(rate);
      case 1 -> "{trainingArgs: {learning_rate: %d}}".formatted(rate);
      default -> "{warmStart: true, trainingArgs: {learning_rate: %d}}".formatted(rate);
    };
  }

  /** The oldest of those that were promised: whoever is told of a clone may delete it. */
  private void deleteAClone() {
    Map<String, RunResource> all =
        runs().list().getItems().stream()
            .collect(Collectors.toMap(run -> run.getMetadata().getName(), Function.identity()));
    all.values().stream()
        .filter(run -> CloneRule.requestOf(run.toRun()) != null)
        .filter(run -> isPromised(run, all.get(run.getSpec().cloneFrom().run())))
        .min(Comparator.comparing(run -> run.getMetadata().getCreationTimestamp()))
        .ifPresent(run -> {
          runs().withName(run.getMetadata().getName()).delete();
          made++;
        });
  }

  private static boolean isPromised(RunResource clone, RunResource parent) {
    String id = CloneRule.requestOf(clone.toRun());
    return Objects.requireNonNullElse(parent.getSpec().requests(), List.<GestureRequest>of())
        .stream()
        .noneMatch(request -> request.id().equals(id));
  }

  private NonNamespaceOperation<
          RunResource, KubernetesResourceList<RunResource>, Resource<RunResource>>
      runs() {
    return playground.client().resources(RunResource.class).inNamespace(playground.namespace());
  }
}
