package dev.rondo.trainer.step;

import java.lang.foreign.MemorySegment;

/**
 * A run's trainable tensors and optimizer state, attached to the device: flat vectors of
 * parameters, gradient and moments laid out by {@link #layout()}. Belongs to one thread.
 */
public interface Trainable extends AutoCloseable {
  /** Names, shapes and places of the tensors. */
  ParameterLayout layout();

  /** Loads parameters and moments: three flat fp32 vectors one after the other. */
  void load(MemorySegment parametersAndMoments);

  /** Saves what {@link #load} reads; {@code 3 * 4 * layout().length()} bytes. */
  void save(MemorySegment parametersAndMoments);

  /** Loads parameters alone: one flat fp32 vector. */
  void loadParameters(MemorySegment parameters);

  /** Saves what {@link #loadParameters} reads; {@code 4 * layout().length()} bytes. */
  void saveParameters(MemorySegment parameters);

  /**
   * Moves the parameters towards another's: {@code (1 - share)} of their own, {@code share} of the
   * other's.
   */
  void mix(Trainable other, double share);

  /** Sets the gradient to zero. */
  void zeroGrad();

  /** Global L2 norm of the gradient, as {@code torch.nn.utils.clip_grad_norm_} computes it. */
  float gradNorm();

  /**
   * Clips by the global norm and takes one AdamW step.
   *
   * @param step 1-based count of updates the moments have seen, this one included
   * @param gradNorm what {@link #gradNorm} returned
   */
  void update(AdamW settings, double learningRate, long step, float gradNorm);

  @Override
  void close();
}
