package dev.rondo.trainer.hub;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The {@code flock(2)} lock that Python's filelock takes. Java's own file locks are another kind
 * ({@code fcntl(2)}), which Python would not see.
 */
final class BlobLock implements AutoCloseable {
  private static final int READ_WRITE_CREATE = 0x2 | 0x40 | 0x80000;
  private static final int GROUP_WRITABLE = 0664;
  private static final int EXCLUSIVE_NOW = 2 | 4;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
  private static final Duration BEFORE_WARNING = Duration.ofSeconds(10);

  private static final MethodHandle OPEN =
      function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle FLOCK =
      function("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final int descriptor;

  private BlobLock(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Waits until this process alone holds the lock. */
  static BlobLock acquire(Path file, HubListener listener)
      throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    long start = System.nanoTime();
    boolean warned = false;
    while (true) {
      int descriptor = open(file);
      if (call(FLOCK, descriptor, EXCLUSIVE_NOW) == 0 && names(file, descriptor)) {
        return new BlobLock(descriptor);
      }
      call(CLOSE, descriptor);
      if (!warned && System.nanoTime() - start > BEFORE_WARNING.toNanos()) {
        warned = true;
        listener.warning("waiting for another process that downloads the same file: " + file);
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  /** Whether the path still names the locked file: who had the lock before may have removed it. */
  private static boolean names(Path file, int descriptor) throws IOException {
    try {
      return Files.isSameFile(Path.of("/proc/self/fd/" + descriptor), file);
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  private static int open(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor =
          call(OPEN, arena.allocateFrom(file.toString()), READ_WRITE_CREATE, GROUP_WRITABLE);
      if (descriptor < 0) {
        throw new IOException("cannot open the lock file " + file);
      }
      return descriptor;
    }
  }

  @SuppressWarnings("restricted") // libc's own functions, with their own signatures
  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find(name).orElseThrow(), descriptor, options);
  }

  private static int call(MethodHandle function, Object... arguments) {
    try {
      return (int) function.invokeWithArguments(arguments);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable impossible) {
      throw new IllegalStateException("a C function threw", impossible);
    }
  }

  @Override
  public void close() {
    call(CLOSE, descriptor);
  }
}
