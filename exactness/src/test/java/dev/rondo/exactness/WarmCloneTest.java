package dev.rondo.exactness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rondo clone --warm} of DPO and GRPO runs that train: what a clone is held to. */
class WarmCloneTest {
  private static final int ROWS = 14;
  private static final String PARENT = "tiny-parent-1";

  /** Steps in which a round is used up. */
  private static final int ROUND = 16;

  private static final int PATIENCE = 1000;

  @TempDir private Path directory;

  @Test
  void aPreferenceRunsClonesAreHeldToItsReferenceOrToItself() throws Exception {
    Map<String, Object> args = arguments(1);
    args.put("num_train_epochs", 3);
    args.put("beta", 0.5);
    // Its reference is a copy of the adapter that it starts from.
    Map<String, Object> leaf =
        Map.of(
            "peft", Map.of("init_from", TinyExperiment.ADAPTER.toString()), "trainingArgs", args);
    Store store = train(TinyExperiment.Trainer.DPO, leaf, 5);

    Map<Long, JsonNode> parents = store.numbers(PARENT, "train");
    Map<Long, JsonNode> twins = store.numbers("twin", "train");
    long from = source(store, "twin");
    parents.keySet().removeIf(step -> step <= from);
    assertEquals(parents, twins, "nothing was changed, so nothing changes");

    JsonNode held = store.numbers("held", "train").get(source(store, "held") + 1);
    assertEquals(Math.log(2), held.path("loss").asDouble(), 1e-6, "it starts as its reference");
    assertEquals(0, held.path("rewards/margins").asDouble(), held::toString);
  }

  @Test
  void aRoundInUseIsNotTakenOverByAClone() throws Exception {
    Map<String, Object> args = arguments(4);
    args.put("num_generations", 4);
    args.put("steps_per_generation", 4);
    args.put("num_iterations", 4);
    args.put("max_completion_length", 6);
    args.put("max_steps", 2 * ROUND);
    args.put("beta", 0.04);
    Map<String, Object> leaf =
        Map.of(
            "peft",
            Map.of("r", 4, "target_modules", "all-linear"),
            "rewards",
            List.of(Map.of("name", "short", "length", Map.of("min", 1, "max", 4))),
            "trainingArgs",
            args);
    Store store = train(TinyExperiment.Trainer.GRPO, leaf, ROUND / 3);

    long from = source(store, "held");
    assertNotEquals(0, from % ROUND, "in the middle of a round");
    JsonNode held = store.numbers("held", "train").get(from + 1);
    assertEquals(0, held.path("kl").asDouble(-1), 1e-12, "it starts as its reference");
    assertTrue(held.has("reward"), () -> "it generates: " + held);
    JsonNode twin = store.numbers("twin", "train").get(source(store, "twin") + 1);
    assertTrue(twin.path("kl").asDouble() > 0, () -> "its reference is the base model: " + twin);
  }

  /** Trains a run that nobody touches, and the same with two clones and a killed trainer. */
  private Store train(TinyExperiment.Trainer trainer, Map<String, Object> leaf, int records)
      throws Exception {
    TinyExperiment experiment = new TinyExperiment(trainer, Map.of("parent", leaf), 3, 1, 1);
    Path manifest =
        experiment.write(directory.resolve("manifest"), experiment.copyRows(directory, ROWS));
    Store untouched = new Store(directory.resolve("untouched"));
    try (RondoProcess rondo = RondoProcess.run(manifest, untouched)) {
      assertEquals(0, rondo.await(), rondo::output);
    }
    Store store = new Store(directory.resolve("store"));
    try (RondoProcess rondo = RondoProcess.run(manifest, store)) {
      rondo.awaitRecords(store, experiment.runs(), records);
      rondo.pauseTrainers();
      cloneTwice(rondo, store);
      rondo.awaitRecords(store, List.of("held"), 2);
      rondo.killTrainers();
      assertEquals(0, rondo.await(), rondo::output);
    }
    store.assertSameAs(untouched, experiment.runs());
    for (String clone : List.of("twin", "held")) {
      assertEquals("Succeeded", store.state(clone), () -> clone + " in " + store);
    }
    return store;
  }

  /**
   * Leaves both gestures while the trainers stand still, so that they are made at the next step.
   */
  private static void cloneTwice(RondoProcess rondo, Store store) throws Exception {
    List<String> everything =
        List.of("--warm=optimizer", "--schedule", "continue", "--data", "continue");
    List<String> held = List.of("--warm", "--reference", "parent");
    try (RondoProcess first = RondoProcess.clone(store, PARENT, "twin", everything);
        RondoProcess second = RondoProcess.clone(store, PARENT, "held", held)) {
      for (int i = 0; i < PATIENCE && !areThere(store); i++) {
        Thread.sleep(50);
      }
      rondo.resumeTrainers();
      assertEquals(0, first.await(), first::output);
      assertEquals(0, second.await(), second::output);
    }
  }

  private static boolean areThere(Store store) {
    return Files.exists(store.run("twin")) && Files.exists(store.run("held"));
  }

  /** The step of the parent's that a clone starts from. */
  private static long source(Store store, String clone) throws IOException {
    String checkpoint = store.status(clone).path("source").path("checkpoint").asText();
    return Long.parseLong(checkpoint.replaceAll("[^0-9]", ""));
  }

  private static Map<String, Object> arguments(int batch) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("per_device_train_batch_size", batch);
    args.put("learning_rate", 1e-2);
    args.put("logging_steps", 1);
    return args;
  }
}
