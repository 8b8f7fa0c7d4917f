package dev.rondo.trainer.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.rondo.trainer.digest.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestsTest {
  private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
  private static final String OTHER = "rows that are others";

  @TempDir private Path directory;
  private Path file;
  private FileTime written;

  @BeforeEach
  void aFile() throws IOException {
    file = Files.writeString(directory.resolve("train.jsonl"), "rows that were given");
    written = Files.getLastModifiedTime(file);
  }

  @Test
  void aFileThatDidNotChangeIsNotReadAgain() throws IOException {
    String digest = digests(LATER).of(file);
    Path record = records().getFirst();
    String invented = "0".repeat(64);
    Files.writeString(record, Files.readString(record).replace(digest, invented));
    assertEquals(invented, digests(LATER).of(file));
  }

  @Test
  void otherBytesOfTheSameLengthAndTimeAreSeen() throws IOException {
    String digest = digests(LATER).of(file);
    Object changed = Files.getAttribute(file, "unix:ctime");
    while (changed.equals(Files.getAttribute(file, "unix:ctime"))) {
      Files.writeString(file, OTHER);
      Files.setLastModifiedTime(file, written);
    }
    assertEquals(Sha256.of(file), digests(LATER).of(file));
    assertNotEquals(digest, digests(LATER).of(file));
  }

  @Test
  void anotherFileMovedThereIsSeen() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), OTHER);
    Files.setLastModifiedTime(other, written);
    digests(LATER).of(file);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(Sha256.of(file), digests(LATER).of(file));
  }

  @Test
  void theFileBehindALinkIsLookedAt() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), OTHER);
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    digests(LATER).of(link);
    Files.delete(link);
    Files.createSymbolicLink(link, other);
    assertEquals(Sha256.of(other), digests(LATER).of(link));
  }

  @Test
  void aFileThatHasJustChangedIsNotRecorded() throws IOException {
    assertEquals(Sha256.of(file), digests(Clock.systemUTC()).of(file));
    assertEquals(List.of(), records());
  }

  @Test
  void aDamagedRecordIsMadeAgain() throws IOException {
    digests(LATER).of(file);
    Files.writeString(records().getFirst(), "{");
    assertEquals(Sha256.of(file), digests(LATER).of(file));
  }

  private FileDigests digests(Clock clock) {
    return new FileDigests(directory.resolve("digests"), clock);
  }

  private List<Path> records() throws IOException {
    Path records = directory.resolve("digests");
    if (!Files.isDirectory(records)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(records)) {
      return files.toList();
    }
  }
}
