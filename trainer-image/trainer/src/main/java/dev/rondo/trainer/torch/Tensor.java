package dev.rondo.trainer.torch;

import ai.djl.pytorch.jni.TorchNatives;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** A native tensor and, where it lies in a Java buffer, that buffer. Frees the tensor on close. */
public final class Tensor implements AutoCloseable {
  // DJL's type numbers, as its natives take them.
  private static final int FLOAT32 = 0;
  private static final int INT64 = 6;

  private final long handle;

  /** Reachable for as long as the tensor is: libtorch holds only the address. */
  @SuppressWarnings({"unused", "UnusedVariable"})
  private final Buffer backing;

  private boolean closed;

  Tensor(long handle) {
    this(handle, null);
  }

  private Tensor(long handle, Buffer backing) {
    this.handle = handle;
    this.backing = backing;
  }

  /** A float32 tensor over a direct buffer, not copied. */
  public static Tensor overFloats(ByteBuffer direct, List<Long> shape) {
    return over(direct, shape, FLOAT32);
  }

  /** An int64 vector of these values. */
  public static Tensor ofIndices(int[] values) {
    ByteBuffer direct = direct(8 * values.length);
    direct.asLongBuffer().put(Arrays.stream(values).asLongStream().toArray());
    return over(direct, List.of((long) values.length), INT64);
  }

  /** A float32 tensor of these values. */
  public static Tensor ofFloats(float[] values, Long... shape) {
    ByteBuffer direct = direct(4 * values.length);
    direct.asFloatBuffer().put(values);
    return over(direct, List.of(shape), FLOAT32);
  }

  /** The contiguous memory of a CPU tensor, not copied; valid until the tensor is closed. */
  public ByteBuffer memory() {
    return TorchNatives.memory(handle()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A contiguous float32 tensor's values, wherever it lies. */
  public float[] toFloats() {
    try (Tensor host = onCpu()) {
      ByteBuffer memory = host.memory();
      float[] values = new float[memory.remaining() / Float.BYTES];
      memory.asFloatBuffer().get(values);
      return values;
    }
  }

  /** Copies a contiguous float32 tensor, wherever it lies, to the start of a segment. */
  public void copyTo(MemorySegment target) {
    try (Tensor host = onCpu()) {
      MemorySegment values = MemorySegment.ofBuffer(host.memory());
      MemorySegment.copy(values, 0, target, 0, values.byteSize());
    }
  }

  /** A tensor of the same values in this process' memory. */
  private Tensor onCpu() {
    return new Tensor(TorchNatives.toCpu(handle(), FLOAT32));
  }

  /** Sizes, row-major. */
  public List<Long> shape() {
    return Arrays.stream(TorchNatives.shape(handle())).boxed().toList();
  }

  /** The native pointer. */
  long handle() {
    if (closed) {
      throw new IllegalStateException("the tensor is closed");
    }
    return handle;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      TorchNatives.deleteTensor(handle);
    }
  }

  /** Memory that libtorch can read. */
  static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static Tensor over(ByteBuffer direct, List<Long> shape, int type) {
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    return new Tensor(TorchNatives.fromBuffer(direct, sizes, type), direct);
  }
}
