package dev.rondo.operator.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.names.Annotations;
import dev.rondo.api.resource.RunResource;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Random;

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
      annotations.put(
          Annotations.CLONE,
          random.nextInt(3) == 0
              ? "{nonsense: 1}"
              : "{trainingArgs: {learning_rate: %d}}".formatted(1 + random.nextInt(1000)));
      made++;
    } else if (dice < 90) {
      annotations.put(GestureOracle.EDITED, "edit-" + random.nextInt());
      patch.putObject("spec").put("desiredState", random.nextBoolean() ? "Stopped" : "Running");
    } else {
      annotations.put("team.example/note", "note-" + random.nextInt());
    }
    playground
        .client()
        .resources(RunResource.class)
        .inNamespace(playground.namespace())
        .withName(run)
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
  }
}
