package dev.rondo.exactness;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random GRPO configs: rounds of several steps and iterations, with rewards of three kinds. */
final class RandomGrpo extends RandomConfigs {
  private static final int LONGEST = 6;

  private final String endpoint;
  private final RecordedRounds recorded;

  /**
   * Configs some of which ask this endpoint, and some of which replay these rounds.
   *
   * @param endpoint a URL
   */
  RandomGrpo(Random random, String endpoint, RecordedRounds recorded) {
    super(random);
    this.endpoint = endpoint;
    this.recorded = recorded;
  }

  @Override
  void complete(Map<String, Object> leaf, Map<String, Object> args) {
    int batch = 4;
    int steps = 1 + random.nextInt(2);
    args.put("per_device_train_batch_size", batch);
    args.put("per_device_eval_batch_size", batch);
    args.put("steps_per_generation", steps);
    args.put("num_iterations", 1 + random.nextInt(2));
    args.put("num_generations", pick(2, 4));
    args.put("max_completion_length", LONGEST);
    args.put("max_steps", 3 + random.nextInt(4));
    args.put("beta", pick(0.0, 0.04));
    args.put("loss_type", pick("dapo", "grpo", "bnpo", "dr_grpo"));
    switch (random.nextInt(3)) {
      case 0 ->
          leaf.put(
              "rewards",
              List.of(Map.of("name", "short", "length", Map.of("min", 1, "max", LONGEST - 2))));
      case 1 ->
          leaf.put("rewards", List.of(Map.of("name", "asked", "http", Map.of("url", endpoint))));
      default -> {
        leaf.put("generation", Map.of("replay", recorded.write(batch * steps).toString()));
        leaf.put("rewards", List.of(Map.of("name", "asked", "http", Map.of("url", endpoint))));
      }
    }
  }
}
