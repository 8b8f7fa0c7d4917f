package dev.rondo.trainer.torch;

import dev.rondo.trainer.config.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Maps and casts tensors of every floating point format, bfloat16 included. */
public final class TensorTypes implements AutoCloseable {
  private final TorchModule module = TorchModule.compileResource(TensorTypes.class, "tensors.py");

  /** torch's number of a format. */
  public static int code(Precision precision) {
    return switch (precision) {
      case FLOAT16 -> 5;
      case FLOAT32 -> 6;
      case BFLOAT16 -> 15;
    };
  }

  /** Bytes of an element. */
  public static int bytes(Precision precision) {
    return precision == Precision.FLOAT32 ? 4 : 2;
  }

  /**
   * A whole file as a vector, mapped privately: pages come from the page cache, shared between
   * processes, and nothing is written back.
   */
  public Tensor map(Path file, Precision precision) throws IOException {
    return module
        .call(
            "map_file",
            new Argument.Text(file.toAbsolutePath().toString()),
            new Argument.Int(code(precision)),
            new Argument.Int(Files.size(file) / bytes(precision)))
        .getFirst();
  }

  /** A view of elements {@code [from, from + product of shape)} of a vector. */
  public Tensor part(Tensor flat, long from, List<Long> shape) {
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    long size = shape.stream().reduce(1L, Math::multiplyExact);
    return module
        .call(
            "part",
            new Argument.One(flat),
            new Argument.Int(from),
            new Argument.Int(from + size),
            new Argument.Ints(sizes))
        .getFirst();
  }

  /** A copy rounded (to nearest, ties to even) or widened to another format. */
  public Tensor cast(Tensor tensor, Precision precision) {
    return module
        .call("cast", new Argument.One(tensor), new Argument.Int(code(precision)))
        .getFirst();
  }

  @Override
  public void close() {
    module.close();
  }
}
