package dev.rondo.trainer.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes rows one after the other to a flat file. A row is, little-endian: number of tokens and of
 * sequences (int32 each), the sequences' lengths (int32), the token ids (int32), one byte a token
 * that is 1 where trained, one byte that is 1 where max_length cut the row, and its columns' length
 * (int32) and UTF-8.
 */
final class RowStoreWriter implements Closeable {
  private final ChecksummedFile out;
  private long position;

  RowStoreWriter(Path file) throws IOException {
    out = new ChecksummedFile(file, 1 << 20);
  }

  /** Appends a row and returns where it starts. */
  long append(TokenRow row, boolean truncated) throws IOException {
    int tokens = row.ids().length;
    int sequences = row.lengths().length;
    byte[] columns = row.columns().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + 4 * sequences + 5 * tokens + 1 + 4 + columns.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(tokens).putInt(sequences);
    for (int length : row.lengths()) {
      bytes.putInt(length);
    }
    for (int id : row.ids()) {
      bytes.putInt(id);
    }
    for (boolean trained : row.trained()) {
      bytes.put((byte) (trained ? 1 : 0));
    }
    bytes.put((byte) (truncated ? 1 : 0));
    bytes.putInt(columns.length).put(columns);
    out.append(bytes.array());
    long start = position;
    position += bytes.capacity();
    return start;
  }

  /** Makes all that was written durable; returns its CRC-32C. */
  long finish() throws IOException {
    return out.finish();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
