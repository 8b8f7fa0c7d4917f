package dev.rondo.scheduler.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** That a process uses a directory: a lock which is gone when the process is, however it ended. */
final class Owner implements AutoCloseable {
  private static final String FILE = ".owner";

  private final FileChannel channel;

  private Owner(FileChannel channel) {
    this.channel = channel;
  }

  /** This process uses the directory from now on. */
  static Owner of(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var _ = channel.lock();
    return new Owner(channel);
  }

  /** Whether the process that used the directory has ended. One without a lock is left alone. */
  static boolean isGone(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (IOException notOurs) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
