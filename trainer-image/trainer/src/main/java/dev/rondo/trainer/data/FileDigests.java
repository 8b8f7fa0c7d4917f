package dev.rondo.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rondo.trainer.digest.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Digests of data files. What a file's bytes gave is recorded, so that a file that has not changed
 * is not read again for it. A record counts while the file's size, inode, and times of its last
 * write and last change are the recorded ones. The last of them can be set by nobody: whatever is
 * written, copied or moved to the path since has a later one.
 *
 * @param directory one record a path
 * @param clock tells how long ago a file was changed
 */
record FileDigests(Path directory, Clock clock) {
  /** A file that changed so shortly ago may change again without another time to tell by. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  /** What tells a file's present content from another. */
  private record Stamp(long size, long inode, String written, String changed) {}

  private record Noted(String path, Stamp stamp, String digest) {}

  /** The SHA-256 of a file's bytes. */
  String of(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    Path record = directory.resolve(Sha256.of(path.toString()));
    Optional<Stamp> before = stamp(path);
    if (before.isEmpty()) {
      return Sha256.of(path);
    }
    Optional<Noted> noted = read(record);
    if (noted.filter(n -> n.stamp().equals(before.get())).isPresent()) {
      return noted.get().digest();
    }
    String digest = Sha256.of(path);
    if (before.equals(stamp(path)) && isSettled(path)) {
      write(record, new Noted(path.toString(), before.get(), digest));
    }
    return digest;
  }

  /** Empty where the file system does not tell when a file was changed. */
  private static Optional<Stamp> stamp(Path path) throws IOException {
    try {
      Map<String, Object> of = Files.readAttributes(path, "unix:size,ino,lastModifiedTime,ctime");
      return Optional.of(
          new Stamp(
              (Long) of.get("size"),
              (Long) of.get("ino"),
              of.get("lastModifiedTime").toString(),
              of.get("ctime").toString()));
    } catch (UnsupportedOperationException | IllegalArgumentException otherSystem) {
      return Optional.empty();
    }
  }

  private boolean isSettled(Path path) throws IOException {
    FileTime changed = (FileTime) Files.getAttribute(path, "unix:ctime");
    return changed.toInstant().plus(SETTLED).isBefore(clock.instant());
  }

  private static Optional<Noted> read(Path record) throws IOException {
    try {
      return Files.exists(record)
          ? Optional.of(JsonValues.MAPPER.readValue(record.toFile(), Noted.class))
          : Optional.empty();
    } catch (JsonProcessingException damaged) {
      return Optional.empty();
    }
  }

  private void write(Path record, Noted noted) throws IOException {
    Files.createDirectories(directory);
    Path aside = Files.createTempFile(directory, "", ".part");
    Files.write(aside, JsonValues.MAPPER.writeValueAsBytes(noted));
    Files.move(aside, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
