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
    long heads = config.heads() + 2L * config.keyValueHeads();
    long perToken =
        RESIDUAL_TENSORS * config.hiddenSize()
            + ATTENTION_TENSORS * heads * config.headDim()
            + FEED_FORWARD_TENSORS * config.intermediateSize();
    long layers = perToken * config.layers() * batch.ids().length;
    long logits = LOGIT_TENSORS * config.vocabSize() * batch.targets().length;
    return Float.BYTES * (layers + logits);
  }
}
