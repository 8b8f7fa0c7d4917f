package dev.rondo.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A prepared split on disk: the rows, an index of where they start, and a summary. */
final class PreparedSplit implements PreparedRows {
  private static final String ROWS = "rows.bin";
  private static final String INDEX = "index.bin";
  private static final String SUMMARY = "summary.json";

  private final RowStore store;
  private final RowIndex index;
  private final SplitSummary summary;

  private PreparedSplit(RowStore store, RowIndex index, SplitSummary summary) {
    this.store = store;
    this.index = index;
    this.summary = summary;
  }

  /** The summary's file: with it, a split is complete. */
  private record Contents(SplitSummary summary, long rowsChecksum, long indexChecksum) {}

  /** Where a split's rows are written. */
  static Path rowsFile(Path directory) {
    return directory.resolve(ROWS);
  }

  /** Where it is written at which places of that file the split's rows start, in its order. */
  static Path indexFile(Path directory) {
    return directory.resolve(INDEX);
  }

  /** Writes what makes a directory of rows and their index a split; both by their CRC-32C. */
  static void finish(Path directory, long rowsChecksum, long indexChecksum, SplitSummary summary)
      throws IOException {
    Contents contents = new Contents(summary, rowsChecksum, indexChecksum);
    write(directory.resolve(SUMMARY), JsonValues.MAPPER.writeValueAsBytes(contents));
  }

  /** Opens a split; empty when there is none or when it is damaged. */
  static Optional<PreparedSplit> open(Path directory) throws IOException {
    if (!Files.exists(directory.resolve(SUMMARY))) {
      return Optional.empty();
    }
    try {
      Contents contents =
          JsonValues.MAPPER.readValue(directory.resolve(SUMMARY).toFile(), Contents.class);
      RowIndex index = RowIndex.open(indexFile(directory));
      RowStore store = RowStore.open(rowsFile(directory));
      if (index.checksum() != contents.indexChecksum()
          || store.checksum() != contents.rowsChecksum()) {
        return Optional.empty();
      }
      return Optional.of(new PreparedSplit(store, index, contents.summary()));
    } catch (JsonProcessingException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  SplitSummary summary() {
    return summary;
  }

  /** Whether max_length cut the row. */
  boolean truncated(int row) {
    return store.truncated(index.start(row));
  }

  @Override
  public int size() {
    return index.size();
  }

  @Override
  public TokenRow row(int row) {
    return store.row(index.start(row));
  }

  private static void write(Path file, byte[] contents) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(contents);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
