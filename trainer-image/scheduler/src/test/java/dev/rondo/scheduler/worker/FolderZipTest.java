package dev.rondo.scheduler.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderZipTest {
  @TempDir private Path directory;

  @Test
  void filesArriveUnderTheirNamesAndWhatFollowsTheZipIsNotRead() throws IOException {
    Path from = directory.resolve("from");
    Files.createDirectories(from.resolve("data/deep"));
    Files.writeString(from.resolve("data/deep/train.jsonl"), "{}\n");
    Files.writeString(from.resolve("model.bin"), "weights");
    Files.writeString(from.resolve("other"), "not named");
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    FolderZip.write(from, List.of(Path.of("data"), Path.of("model.bin")), zip);
    Path into = directory.resolve("into");
    assertEquals(2, FolderZip.read(new ByteArrayInputStream(zip.toByteArray()), into));
    assertEquals("{}\n", Files.readString(into.resolve("data/deep/train.jsonl")));
    assertEquals("weights", Files.readString(into.resolve("model.bin")));
    assertFalse(Files.exists(into.resolve("other")));
  }

  @Test
  void anEntryOutsideOfTheFolderIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("../escaped"));
      zip.write("x".getBytes(StandardCharsets.UTF_8));
    }
    Path into = directory.resolve("into");
    assertThrows(
        IOException.class,
        () -> FolderZip.read(new ByteArrayInputStream(bytes.toByteArray()), into));
    assertFalse(Files.exists(directory.resolve("escaped")));
  }
}
