package dev.rondo.exactness;

import java.util.Map;
import java.util.Random;

/** Random SFT configs. */
final class RandomSft extends RandomConfigs {
  RandomSft(Random random) {
    super(random);
  }

  @Override
  void complete(Map<String, Object> leaf, Map<String, Object> args) {
    args.put("per_device_train_batch_size", 1 + random.nextInt(3));
    budget(args);
    if (random.nextInt(3) == 0) {
      args.put("packing", true);
      args.put("max_length", 64);
    }
  }
}
