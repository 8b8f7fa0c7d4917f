package dev.rondo.scheduler.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one process that trains an experiment; gone when that process is. */
public final class StoreLock implements AutoCloseable {
  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The lock, or empty when another process has it. */
  public static Optional<StoreLock> tryAcquire(StoreFolder folder) throws IOException {
    Files.createDirectories(folder.directory());
    FileChannel channel =
        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new StoreLock(channel));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
