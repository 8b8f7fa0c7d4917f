package dev.rondo.trainer.torch;

import ai.djl.pytorch.jni.TorchNatives;
import java.util.List;

/** An argument of a TorchScript method. */
public sealed interface Argument {
  /** A {@code Tensor}. */
  record One(Tensor tensor) implements Argument {}

  /** A {@code List[Tensor]}. */
  record Many(List<Tensor> tensors) implements Argument {}

  /** An {@code int}. */
  record Int(long value) implements Argument {}

  /** A {@code float}. */
  record Real(double value) implements Argument {}

  /** A {@code str}. */
  record Text(String value) implements Argument {}

  /** A {@code List[int]}. */
  record Ints(long... values) implements Argument {}

  /** A {@code List[float]}. */
  record Reals(double... values) implements Argument {}

  /** The native value; the caller frees it. */
  default long toNative() {
    return switch (this) {
      case One(Tensor tensor) -> TorchNatives.ofTensor(tensor.handle());
      case Many(List<Tensor> tensors) ->
          TorchNatives.ofTensors(tensors.stream().mapToLong(Tensor::handle).toArray());
      case Int(long value) -> TorchNatives.ofLong(value);
      case Real(double value) -> TorchNatives.ofDouble(value);
      case Text(String value) -> TorchNatives.ofString(value);
      case Ints ints -> TorchNatives.ofLongs(ints.values());
      case Reals reals -> TorchNatives.ofDoubles(reals.values());
    };
  }
}
