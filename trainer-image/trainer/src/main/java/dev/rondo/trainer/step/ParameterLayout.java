package dev.rondo.trainer.step;

import java.util.List;

/**
 * Where each trainable tensor lies in a run's flat vector: decayed tensors first, then those
 * without weight decay, each padded to 64 bytes.
 *
 * @param tensors in order
 * @param length of the flat vector, in floats
 * @param decayedLength floats of the decayed part
 */
public record ParameterLayout(List<Tensor> tensors, long length, long decayedLength) {
  /**
   * One tensor.
   *
   * @param name PEFT's (or, with full fine-tuning, Transformers') key
   * @param shape row-major
   * @param offset in floats
   */
  public record Tensor(String name, List<Long> shape, long offset) {
    /** Number of elements. */
    public long size() {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }
  }

  /** Number of trained elements, padding not counted. */
  public long trainableParameters() {
    return tensors.stream().mapToLong(Tensor::size).sum();
  }
}
