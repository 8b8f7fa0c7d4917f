package dev.rondo.trainer.data;

import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Prepared splits by digest. A split is written aside, made durable and renamed, so it is complete
 * or absent; who wants the same one waits for the first, and would do no harm where a file system's
 * locks do not work.
 *
 * @param directory holds a directory a digest
 */
record PreparedCache(Path directory) {
  private static final Duration RETRY_LOCK = Duration.ofMillis(20);

  /** Writes a split into an empty directory. */
  interface Writer {
    void writeTo(Path directory) throws IOException, RefusedException;
  }

  /** The split of this digest, written now unless it is there. */
  PreparedSplit get(String digest, Writer writer) throws IOException, RefusedException {
    Path complete = directory.resolve(digest);
    Optional<PreparedSplit> there = PreparedSplit.open(complete);
    if (there.isPresent()) {
      return there.get();
    }
    Files.createDirectories(directory);
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve(digest + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = lock(channel)) {
      there = PreparedSplit.open(complete);
      if (there.isEmpty()) {
        deleteLeftovers();
        write(complete, writer);
        there = PreparedSplit.open(complete);
      }
      return there.orElseThrow(
          () -> new IOException(complete + ": what was just written reads back damaged"));
    }
  }

  private void write(Path complete, Writer writer) throws IOException, RefusedException {
    Path aside = directory.resolve(complete.getFileName() + "." + UUID.randomUUID() + ".partial");
    Files.createDirectory(aside);
    try {
      writer.writeTo(aside);
      force(aside);
      if (Files.exists(complete) && PreparedSplit.open(complete).isEmpty()) {
        delete(complete);
      }
      try {
        Files.move(aside, complete, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException e) {
        // Another writer of the same rows was first; any other reason leaves no split there.
        if (PreparedSplit.open(complete).isEmpty()) {
          throw e;
        }
        delete(aside);
      }
      force(directory);
    } catch (IOException | RefusedException | RuntimeException e) {
      delete(aside);
      throw e;
    }
  }

  /**
   * Waits for other processes, and for other threads of this one, which the channel would refuse.
   */
  private static FileLock lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        LockSupport.parkNanos(RETRY_LOCK.toNanos());
        if (Thread.interrupted()) {
          throw new InterruptedIOException("interrupted while another thread wrote the same rows");
        }
      }
    }
  }

  /** Deletes what killed processes left; nobody writes at a split for a day. */
  private void deleteLeftovers() {
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".partial")).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(longAgo) < 0) {
          delete(file);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // A writer of other rows finished or deleted it meanwhile. What stays goes another time.
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory)) {
      channel.force(true);
    }
  }
}
