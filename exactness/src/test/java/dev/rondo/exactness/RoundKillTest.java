package dev.rondo.exactness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A GRPO run that is killed anywhere in a round goes on with the same completions and rewards. */
class RoundKillTest {
  private static final int ROWS = 14;
  private static final int STEPS = 8;

  @TempDir private Path directory;

  /** Requests of the endpoint, counted over all lives, at which something dies. */
  private enum Death {
    OF_THE_TRAINER_WHILE_IT_ASKS(1, true, true),
    OF_THE_TRAINER_ONCE_IT_IS_ANSWERED(3, false, true),
    OF_THE_PROCESS_WHILE_IT_ASKS(5, true, false),
    OF_THE_PROCESS_ONCE_IT_IS_ANSWERED(7, false, false);

    private final int request;
    private final boolean comesBefore;
    private final boolean isTrainers;

    Death(int request, boolean comesBefore, boolean isTrainers) {
      this.request = request;
      this.comesBefore = comesBefore;
      this.isTrainers = isTrainers;
    }

    /** Has it come, if this is its moment. */
    static void at(int request, boolean isBefore, RondoProcess rondo)
        throws IOException, InterruptedException {
      for (Death death : values()) {
        if (death.request == request && death.comesBefore == isBefore) {
          if (death.isTrainers) {
            rondo.killTrainers();
          } else {
            rondo.kill();
          }
        }
      }
    }
  }

  @Test
  void everyNumberIsThatOfTheRunAloneWithTheRewardsThatWereRecorded() throws Exception {
    try (RewardEndpoint endpoint = RewardEndpoint.start()) {
      TinyExperiment experiment =
          new TinyExperiment(
              TinyExperiment.Trainer.GRPO, Map.of("one", config(endpoint.url())), 100, 1, 1);
      Path rows = experiment.copyRows(directory, ROWS);
      Store store = new Store(directory.resolve("killed"));
      trainWithDeaths(experiment.write(directory.resolve("manifest"), rows), store, endpoint);
      Store alone = new Store(directory.resolve("alone"));
      alone.takeRewardsOf(store);
      int asked = endpoint.requests();
      try (RondoProcess rondo =
          RondoProcess.run(
              experiment.alone().write(directory.resolve("alone-manifest"), rows), alone)) {
        assertEquals(0, rondo.await(), rondo::output);
      }
      store.assertSameAs(alone, experiment.runs());
      assertEquals(asked, endpoint.requests(), "every reward was recorded");
    }
  }

  private static void trainWithDeaths(Path manifest, Store store, RewardEndpoint endpoint)
      throws Exception {
    AtomicReference<RondoProcess> present = new AtomicReference<>();
    endpoint.visits(
        request -> Death.at(request, true, present.get()),
        request -> Death.at(request, false, present.get()));
    int lives = 0;
    for (int code = -1; code != 0; lives++) {
      try (RondoProcess rondo = RondoProcess.run(manifest, store)) {
        present.set(rondo);
        code = rondo.await();
        assertTrue(code == 0 || code == 137, rondo::output);
      }
    }
    assertEquals(3, lives, "it was killed twice");
  }

  /** Two rounds, each of two steps and used twice. */
  private static Map<String, Object> config(String endpoint) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("per_device_train_batch_size", 4);
    args.put("per_device_eval_batch_size", 4);
    args.put("num_generations", 4);
    args.put("steps_per_generation", 2);
    args.put("num_iterations", 2);
    args.put("max_completion_length", 6);
    args.put("max_steps", STEPS);
    args.put("learning_rate", 1e-2);
    args.put("beta", 0.04);
    args.put("logging_steps", 1);
    return Map.of(
        "peft",
        Map.of("r", 4, "target_modules", "all-linear", "lora_dropout", 0.1),
        "rewards",
        List.of(Map.of("name", "asked", "http", Map.of("url", endpoint))),
        "trainingArgs",
        args);
  }
}
