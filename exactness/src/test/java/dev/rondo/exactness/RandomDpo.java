package dev.rondo.exactness;

import java.util.Map;
import java.util.Random;

/** Random DPO configs: references that are asked in each step, asked before, or kept frozen. */
final class RandomDpo extends RandomConfigs {
  RandomDpo(Random random) {
    super(random);
  }

  @Override
  void complete(Map<String, Object> leaf, Map<String, Object> args) {
    args.put("per_device_train_batch_size", 1 + random.nextInt(2));
    budget(args);
    args.put("loss_type", pick("sigmoid", "hinge", "ipo", "robust"));
    args.put("beta", pick(0.05, 0.5));
    args.put("disable_dropout", random.nextBoolean());
    args.put("use_weighting", random.nextBoolean());
    if (!leaf.containsKey("peft") && random.nextBoolean()) {
      args.put("sync_ref_model", true);
      args.put("ref_model_sync_steps", 1 + random.nextInt(3));
    } else if (random.nextBoolean()) {
      args.put("precompute_ref_log_probs", true);
      args.put("precompute_ref_batch_size", 1 + random.nextInt(3));
    }
    if (leaf.containsKey("peft") && random.nextInt(3) == 0) {
      leaf.put("peft", Map.of("init_from", TinyExperiment.ADAPTER.toString()));
      leaf.put("referencePolicy", pick("Initial", "Base"));
    }
  }
}
