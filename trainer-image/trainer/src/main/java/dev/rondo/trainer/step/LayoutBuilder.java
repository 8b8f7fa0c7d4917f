package dev.rondo.trainer.step;

import java.util.ArrayList;
import java.util.List;

/** Lays tensors out one after the other, each padded to 64 bytes. */
final class LayoutBuilder {
  private static final long PADDING_FLOATS = 16;

  private final List<ParameterLayout.Tensor> tensors = new ArrayList<>();
  private long length;
  private long decayedLength;

  /** Adds a tensor with weight decay; all of these come before the first without. */
  void addDecayed(String name, List<Long> shape) {
    addPlain(name, shape);
    decayedLength = length;
  }

  /** Adds a tensor without weight decay. */
  void addPlain(String name, List<Long> shape) {
    ParameterLayout.Tensor tensor = new ParameterLayout.Tensor(name, List.copyOf(shape), length);
    tensors.add(tensor);
    length += Math.ceilDiv(tensor.size(), PADDING_FLOATS) * PADDING_FLOATS;
  }

  ParameterLayout build() {
    return new ParameterLayout(List.copyOf(tensors), length, decayedLength);
  }
}
