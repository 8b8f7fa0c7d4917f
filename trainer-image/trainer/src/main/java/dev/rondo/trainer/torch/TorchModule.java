package dev.rondo.trainer.torch;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.TorchNatives;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A TorchScript module without state: every method takes its tensors as arguments and returns a
 * {@code List[Tensor]}. Use it on platform threads on which {@link #prepareThread} was called.
 */
public final class TorchModule implements AutoCloseable {
  private final long handle;

  private TorchModule(long handle) {
    this.handle = handle;
  }

  /**
   * Compiles a module from the methods' source in TorchScript's serialised dialect.
   *
   * @throws ai.djl.engine.EngineException with the compiler's message if the source is wrong
   */
  public static TorchModule compile(String methods) {
    return compile("", methods);
  }

  /** Compiles a module whose methods take tuples: NamedTuple classes before the methods. */
  public static TorchModule compile(String tuples, String methods) {
    Engine.getEngine("PyTorch");
    return new TorchModule(TorchNatives.loadModule(TorchScriptArchive.of(tuples, methods)));
  }

  /** Compiles a module from the source in a resource next to a class. */
  public static TorchModule compileResource(Class<?> neighbour, String name) {
    return compile(source(neighbour, name));
  }

  /** The source in a resource next to a class. */
  public static String source(Class<?> neighbour, String name) {
    try (InputStream source = Objects.requireNonNull(neighbour.getResourceAsStream(name), name)) {
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Sets what libtorch keeps per thread.
   *
   * @param threads threads of one operation; part of the numerics fingerprint
   */
  public static void prepareThread(int threads) {
    Engine.getEngine("PyTorch");
    TorchNatives.prepareThread();
    TorchNatives.setThreads(threads);
  }

  /** Runs a method; the caller closes the tensors it returns. */
  public List<Tensor> call(String method, Argument... arguments) {
    long[] values = new long[arguments.length];
    int made = 0;
    long result = 0;
    try {
      for (; made < values.length; made++) {
        values[made] = arguments[made].toNative();
      }
      result = TorchNatives.run(handle, method, values);
      return Arrays.stream(TorchNatives.tensors(result)).mapToObj(Tensor::new).toList();
    } finally {
      for (int i = 0; i < made; i++) {
        TorchNatives.deleteValue(values[i]);
      }
      if (result != 0) {
        TorchNatives.deleteValue(result);
      }
    }
  }

  @Override
  public void close() {
    TorchNatives.deleteModule(handle);
  }
}
