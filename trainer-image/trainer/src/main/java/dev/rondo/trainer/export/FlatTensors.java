package dev.rondo.trainer.export;

import dev.rondo.trainer.model.SafeTensorsWriter;
import dev.rondo.trainer.step.ParameterLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tensors in a run's flat float32 vector. */
final class FlatTensors {
  private final ParameterLayout layout;
  private final MemorySegment parameters;
  private final Map<String, ParameterLayout.Tensor> byName;

  FlatTensors(ParameterLayout layout, MemorySegment parameters) {
    this.layout = layout;
    this.parameters = parameters;
    this.byName =
        layout.tensors().stream()
            .collect(Collectors.toMap(ParameterLayout.Tensor::name, Function.identity()));
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  float[] values(String name) {
    return slice(byName.get(name)).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
  }

  /** All of them, to be written to a file. */
  List<SafeTensorsWriter.Entry> entries() {
    return layout.tensors().stream()
        .map(t -> SafeTensorsWriter.Entry.ofFloats(t.name(), t.shape(), bytes(t)))
        .toList();
  }

  private ByteBuffer bytes(ParameterLayout.Tensor tensor) {
    return slice(tensor).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private MemorySegment slice(ParameterLayout.Tensor tensor) {
    return parameters.asSlice(tensor.offset() * Float.BYTES, tensor.size() * Float.BYTES);
  }
}
