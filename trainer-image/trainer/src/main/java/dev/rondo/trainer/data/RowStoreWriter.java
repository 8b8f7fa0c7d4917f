package dev.rondo.trainer.data;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes rows one after the other to a flat file. A row is, little-endian: number of tokens and of
 * sequences (int32 each), the sequences' lengths (int32), the token ids (int32), one byte a token
 * that is 1 where trained, one byte that is 1 where max_length cut the row, and its columns' length
 * (int32) and UTF-8.
 */
final class RowStoreWriter implements Closeable {
  private final FileChannel channel;
  private final CRC32C checksum = new CRC32C();
  private final OutputStream out;
  private long position;

  RowStoreWriter(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    out =
        new CheckedOutputStream(
            new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 20), checksum);
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
    out.write(bytes.array());
    long start = position;
    position += bytes.capacity();
    return start;
  }

  /** Makes all that was written durable; returns its CRC-32C. */
  long finish() throws IOException {
    out.flush();
    channel.force(true);
    return checksum.getValue();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
