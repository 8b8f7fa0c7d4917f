package dev.rondo.trainer.step;

import dev.rondo.trainer.model.ModelConfig;
import java.util.List;

/**
 * Which inputs of which adapters are dropped in a forward pass. A mask is a function of its key and
 * the member's rows, so it comes out the same in any pack, at any time, and when recomputed.
 *
 * @param probabilities lora_dropout of each member
 * @param keys seed of the mask of each (member, layer, projection)
 */
record DropoutMasks(double[] probabilities, long[] keys) {

  /** Masks of a training step. */
  static DropoutMasks of(List<PackMember> pack, ModelConfig config) {
    int modules = config.layers() * ModelConfig.PROJECTIONS.size();
    long[] keys = new long[pack.size() * modules];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = SplitMix.mix(pack.get(i / modules).rngKey() ^ SplitMix.mix(i % modules));
    }
    return new DropoutMasks(
        pack.stream().mapToDouble(m -> ((TorchTrainable) m.trainable()).dropout()).toArray(), keys);
  }

  /** Nothing is dropped, as in evaluation. */
  static DropoutMasks none(List<PackMember> pack, ModelConfig config) {
    int modules = config.layers() * ModelConfig.PROJECTIONS.size();
    return new DropoutMasks(new double[pack.size()], new long[pack.size() * modules]);
  }
}
