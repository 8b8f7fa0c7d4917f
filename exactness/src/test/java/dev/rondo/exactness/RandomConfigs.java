package dev.rondo.exactness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Configs with everything in them that could make a number depend on how a run is chunked. */
abstract class RandomConfigs {
  private static final String[] SCHEDULES = {"linear", "cosine", "constant_with_warmup"};

  final Random random;

  RandomConfigs(Random random) {
    this.random = random;
  }

  /** Two or three of them. */
  Map<String, Map<String, Object>> some() {
    Map<String, Map<String, Object>> configs = new TreeMap<>();
    int count = 2 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      configs.put("c" + i, one());
    }
    return configs;
  }

  private Map<String, Object> one() {
    Map<String, Object> leaf = new LinkedHashMap<>();
    if (random.nextInt(4) > 0) {
      leaf.put("peft", peft());
    }
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("learning_rate", pick(1e-3, 5e-3, 2e-2));
    args.put("lr_scheduler_type", pick((Object[]) SCHEDULES));
    args.put("warmup_steps", random.nextInt(3));
    args.put("weight_decay", pick(0.0, 0.1));
    args.put("gradient_accumulation_steps", 1 + random.nextInt(3));
    args.put("gradient_checkpointing", random.nextBoolean());
    args.put("logging_steps", 1 + random.nextInt(3));
    if (random.nextBoolean()) {
      args.put("eval_strategy", "steps");
      args.put("eval_steps", 1 + random.nextInt(3));
    }
    leaf.put("trainingArgs", args);
    complete(leaf, args);
    return leaf;
  }

  /** Adds what is the trainer's own: batches, the budget, the objective. */
  abstract void complete(Map<String, Object> leaf, Map<String, Object> args);

  /** A budget in steps or in epochs. */
  final void budget(Map<String, Object> args) {
    if (random.nextBoolean()) {
      args.put("max_steps", 3 + random.nextInt(6));
    } else {
      args.put("num_train_epochs", pick(1, 1.5, 2));
    }
  }

  private Map<String, Object> peft() {
    Map<String, Object> peft = new LinkedHashMap<>();
    peft.put("r", pick(2, 4, 8));
    peft.put("lora_alpha", pick(4, 16));
    peft.put("lora_dropout", pick(0.0, 0.1, 0.5));
    peft.put("target_modules", pick(List.of("q_proj", "v_proj"), "all-linear"));
    peft.put("use_rslora", random.nextBoolean());
    peft.put("use_dora", random.nextInt(4) == 0);
    return peft;
  }

  final Object pick(Object... values) {
    return values[random.nextInt(values.length)];
  }
}
