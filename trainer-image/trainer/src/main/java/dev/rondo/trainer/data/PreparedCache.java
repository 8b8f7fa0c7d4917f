package dev.rondo.trainer.data;

import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
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
import java.util.stream.Stream;

/**
 * Prepared splits by digest. A split is written aside, made durable and renamed, so it is complete
 * or absent; processes that want the same one wait for the first, and would do no harm if they did
 * not.
 *
 * @param directory holds a directory a digest
 */
record PreparedCache(Path directory) {
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
            StandardOpenOption.WRITE)) {
      lock(channel);
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

  /** Waits for other processes; within this one, who comes second just writes too. */
  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.of(channel.lock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  /** Deletes what killed processes left; nobody writes at a split for a day. */
  private void deleteLeftovers() throws IOException {
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".partial")).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(longAgo) < 0) {
          delete(file);
        }
      }
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
