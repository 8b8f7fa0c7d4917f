package dev.rondo.trainer.step;

import com.sun.management.OperatingSystemMXBean;
import dev.rondo.trainer.model.ModelConfig;
import java.lang.management.ManagementFactory;

/** How much memory a step's activations take, and how much they may. */
final class ActivationMemory {
  /** Several trainers share a machine, and each holds its base and its run's state besides. */
  private static final long SHARE_OF_MACHINE = 8;

  private static final long RESIDUAL_TENSORS = 8;
  private static final long ATTENTION_TENSORS = 8;
  private static final long FEED_FORWARD_TENSORS = 7;
  private static final long LOGIT_TENSORS = 4;

  private ActivationMemory() {}

  /** What a step may keep on this machine, in bytes. */
  static long budget() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system.getTotalMemorySize() / SHARE_OF_MACHINE;
  }

  /** Roughly what autograd keeps of a batch, in bytes. */
  static long kept(ModelConfig config, FlatBatch batch) {
    return kept(config, batch.ids().length, batch.targets().length);
  }

  /** The same of so many tokens, of which so many are targets. */
  static long kept(ModelConfig config, long tokens, long targets) {
    return Float.BYTES
        * (perLayerAndToken(config) * config.layers() * tokens + logits(config, targets));
  }

  /** Roughly what is kept when each layer is computed again, in bytes: inputs, and one layer. */
  static long recomputed(ModelConfig config, long tokens, long targets) {
    long inputs = (long) config.hiddenSize() * config.layers() * tokens;
    return Float.BYTES * (inputs + perLayerAndToken(config) * tokens + logits(config, targets));
  }

  private static long perLayerAndToken(ModelConfig config) {
    long heads = config.heads() + 2L * config.keyValueHeads();
    return RESIDUAL_TENSORS * config.hiddenSize()
        + ATTENTION_TENSORS * heads * config.headDim()
        + FEED_FORWARD_TENSORS * config.intermediateSize();
  }

  private static long logits(ModelConfig config, long targets) {
    return LOGIT_TENSORS * config.vocabSize() * targets;
  }
}
