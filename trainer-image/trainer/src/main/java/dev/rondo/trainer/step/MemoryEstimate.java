package dev.rondo.trainer.step;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.model.ModelConfig;
import dev.rondo.trainer.model.SafeTensors;
import dev.rondo.trainer.torch.TensorTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run's turn takes of memory, in bytes, told by the headers of the model's files alone.
 *
 * @param base the model as it is stored, and laid out for products where that pays
 * @param state what is trained, its gradient and moments, and two saved generations of it
 * @param activations of its largest micro-batch
 */
public record MemoryEstimate(long base, long state, long activations) {
  /** Parameters, gradient, two moments. */
  private static final long RESIDENT_VECTORS = 4;

  /** Two generations of parameters and two moments each. */
  private static final long SAVED_VECTORS = 6;

  /** A frozen copy of the parameters, resident and in two saved generations. */
  private static final long FROZEN_VECTORS = RESIDENT_VECTORS + 2;

  /**
   * Of a run before its data is known.
   *
   * @param directory of the base model
   * @throws RefusedException if the model is not supported or not whole
   */
  public static MemoryEstimate of(Path directory, Precision storage, Tuning tuning)
      throws IOException, RefusedException {
    SafeTensors files = SafeTensors.ofModel(directory);
    long parameters = 0;
    for (String name : files.names()) {
      parameters += size(files.shape(name));
    }
    long trained =
        switch (tuning) {
          case Tuning.Full() -> parameters;
          case Tuning.Lora lora -> adapter(lora, ModelConfig.read(directory), files);
        };
    boolean prepacked = tuning instanceof Tuning.Lora && PrepackedWeights.pay(parameters, storage);
    int copies = prepacked ? 1 + PrepackedWeights.COPIES : 1;
    return new MemoryEstimate(
        copies * parameters * TensorTypes.bytes(storage),
        trained * Float.BYTES * (RESIDENT_VECTORS + SAVED_VECTORS),
        0);
  }

  /**
   * With the activations of a micro-batch.
   *
   * @param tokens of the micro-batch
   * @param targets those of them that the loss looks at
   * @param mayRecompute gradient_checkpointing
   */
  public MemoryEstimate with(ModelConfig config, long tokens, long targets, boolean mayRecompute) {
    long kept = ActivationMemory.kept(config, tokens, targets);
    boolean recomputes = mayRecompute && kept > ActivationMemory.budget();
    return new MemoryEstimate(
        base, state, recomputes ? ActivationMemory.recomputed(config, tokens, targets) : kept);
  }

  /** While it generates, which is done before a step or after it. */
  public MemoryEstimate withDecoding(long bytes) {
    return new MemoryEstimate(base, state, bytes);
  }

  /** With a frozen copy of what is trained, which a run is held to. */
  public MemoryEstimate withFrozenReference() {
    long vector = state / (RESIDENT_VECTORS + SAVED_VECTORS);
    return new MemoryEstimate(base, state + FROZEN_VECTORS * vector, activations);
  }

  /** The model alone, asked and not trained. */
  public MemoryEstimate untrained() {
    return new MemoryEstimate(base, 0, activations);
  }

  /** All of it. */
  public long total() {
    return base + state + activations;
  }

  private static long adapter(Tuning.Lora lora, ModelConfig config, SafeTensors files)
      throws RefusedException {
    long size = 0;
    for (int module : LoraModules.resolve(lora, config)) {
      String weight = LoraModules.path(module) + ".weight";
      if (files.has(weight)) {
        List<Long> shape = files.shape(weight);
        size += lora.r() * (shape.get(0) + shape.get(1)) + (lora.useDora() ? shape.get(0) : 0);
      }
    }
    return size;
  }

  private static long size(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
