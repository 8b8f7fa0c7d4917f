package ai.djl.pytorch.jni;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;

/**
 * DJL's package-private natives, opened to Rondo: the public API runs every module method in
 * inference mode, which cannot train. It lives in DJL's package because they are package-private.
 * Handles are native pointers; the caller frees them.
 */
public final class TorchNatives {
  private static final int[] CPU = {0, -1};
  private static final int STRIDED = 0;

  private TorchNatives() {}

  private static PyTorchLibrary library() {
    return PyTorchLibrary.LIB;
  }

  /** Loads a TorchScript archive; returns a module handle. */
  public static long loadModule(byte[] archive) {
    return library()
        .moduleLoad(new ByteArrayInputStream(archive), CPU, true, new byte[1 << 16], -1);
  }

  /** Runs a method with autograd as the thread has it set; returns an IValue handle. */
  public static long run(long module, String method, long[] values) {
    return library().moduleRunMethod(module, method, values, true, false);
  }

  /** Frees a module. */
  public static void deleteModule(long module) {
    library().torchDeleteModule(module);
  }

  /** An IValue of a tensor. */
  public static long ofTensor(long tensor) {
    return library().iValueFromTensor(tensor);
  }

  /** An IValue of a list of tensors. */
  public static long ofTensors(long[] tensors) {
    return library().iValueFromTensorList(tensors);
  }

  /** An IValue of an int. */
  public static long ofLong(long value) {
    return library().iValueFromLong(value);
  }

  /** An IValue of a float. */
  public static long ofDouble(double value) {
    return library().iValueFromDouble(value);
  }

  /** An IValue of a string. */
  public static long ofString(String value) {
    return library().iValueFromString(value);
  }

  /** An IValue of a list of ints. */
  public static long ofLongs(long[] values) {
    return library().iValueFromLongList(values);
  }

  /** An IValue of a list of floats. */
  public static long ofDoubles(double[] values) {
    return library().iValueFromDoubleList(values);
  }

  /** The tensors in an IValue of a list of tensors. */
  public static long[] tensors(long value) {
    return library().iValueToTensorList(value);
  }

  /** Frees an IValue. */
  public static void deleteValue(long value) {
    library().torchDeleteIValue(value);
  }

  /** Frees a tensor. */
  public static void deleteTensor(long tensor) {
    library().torchDeleteTensor(tensor);
  }

  /** A tensor over a direct buffer, which must outlive it; {@code type} is DJL's type number. */
  public static long fromBuffer(ByteBuffer direct, long[] shape, int type) {
    return library().torchFromBlob(direct, shape, type, STRIDED, CPU, false);
  }

  /** A contiguous CPU tensor's memory, not copied. */
  public static ByteBuffer memory(long tensor) {
    return library().torchDirectByteBuffer(tensor);
  }

  /** A tensor handle of the same values in this process' memory; copies nothing that lies there. */
  public static long toCpu(long tensor, int type) {
    return library().torchTo(tensor, type, CPU);
  }

  /** A tensor's shape. */
  public static long[] shape(long tensor) {
    return library().torchSizes(tensor);
  }

  /** Both are thread-local in libtorch: autograd on, the graph optimizer (specialisation) off. */
  public static void prepareThread() {
    library().torchSetGradMode(true);
    library().setGraphExecutorOptimize(false);
  }

  /** Threads of one operation, for the whole process. */
  public static void setThreads(int threads) {
    library().torchSetNumThreads(threads);
  }
}
