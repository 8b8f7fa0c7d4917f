package dev.rondo.trainer.data;

import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The indexes that a split goes through until its rows are in order, in files of their own. */
final class IndexFiles {
  /** Writes an index. */
  interface Content {
    /** Appends every row. */
    void writeTo(RowIndexWriter index) throws IOException, RefusedException;
  }

  private final Path directory;
  private final List<Path> files = new ArrayList<>();

  IndexFiles(Path directory) {
    this.directory = directory;
  }

  /** Writes one and opens it. */
  RowIndex write(Content content) throws IOException, RefusedException {
    Path file = directory.resolve("index-%d.bin".formatted(files.size()));
    files.add(file);
    try (RowIndexWriter writer = new RowIndexWriter(file)) {
      content.writeTo(writer);
    }
    return RowIndex.open(file);
  }

  /** Makes the one that was written last the split's own, durable; returns its CRC-32C. */
  long keep(RowIndex last, Path target) throws IOException {
    Files.move(files.removeLast(), target);
    try (FileChannel channel = FileChannel.open(target)) {
      channel.force(true);
    }
    return last.checksum();
  }

  /** Deletes the others. */
  void delete() throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
