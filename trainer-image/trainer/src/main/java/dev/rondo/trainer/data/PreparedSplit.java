package dev.rondo.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A prepared split on disk: the rows, an index of where they start, and a summary. */
final class PreparedSplit implements PreparedRows {
  private static final String ROWS = "rows.bin";
  private static final String INDEX = "index.bin";
  private static final String SUMMARY = "summary.json";

  private final RowStore store;
  private final long[] starts;
  private final SplitSummary summary;

  private PreparedSplit(RowStore store, long[] starts, SplitSummary summary) {
    this.store = store;
    this.starts = starts;
    this.summary = summary;
  }

  /** The summary's file: with it, a split is complete. */
  private record Contents(SplitSummary summary, long rowsChecksum, long indexChecksum) {}

  /** Where a split's rows are written. */
  static Path rowsFile(Path directory) {
    return directory.resolve(ROWS);
  }

  /** Writes what makes a directory of rows a split; the rows' checksum is their file's CRC-32C. */
  static void finish(Path directory, long[] starts, long rowsChecksum, SplitSummary summary)
      throws IOException {
    ByteBuffer index = ByteBuffer.allocate(8 * starts.length).order(ByteOrder.LITTLE_ENDIAN);
    index.asLongBuffer().put(starts);
    write(directory.resolve(INDEX), index.array());
    Contents contents = new Contents(summary, rowsChecksum, checksum(index.array()));
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
      byte[] index = Files.readAllBytes(directory.resolve(INDEX));
      RowStore store = RowStore.open(rowsFile(directory));
      if (checksum(index) != contents.indexChecksum()
          || store.checksum() != contents.rowsChecksum()) {
        return Optional.empty();
      }
      LongBuffer longs = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
      long[] starts = new long[longs.remaining()];
      longs.get(starts);
      return Optional.of(new PreparedSplit(store, starts, contents.summary()));
    } catch (JsonProcessingException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  SplitSummary summary() {
    return summary;
  }

  /** Whether max_length cut the row. */
  boolean truncated(int index) {
    return store.truncated(starts[index]);
  }

  @Override
  public int size() {
    return starts.length;
  }

  @Override
  public TokenRow row(int index) {
    return store.row(starts[index]);
  }

  private static long checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return checksum.getValue();
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
