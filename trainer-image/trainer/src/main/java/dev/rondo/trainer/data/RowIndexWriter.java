package dev.rondo.trainer.data;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** Writes a {@link RowIndex}. */
final class RowIndexWriter implements Closeable {
  private final FileChannel channel;
  private final CRC32C checksum = new CRC32C();
  private final OutputStream out;
  private final ByteBuffer start = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  RowIndexWriter(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    out =
        new CheckedOutputStream(
            new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), checksum);
  }

  /** Appends where the split's next row starts. */
  void append(long at) throws IOException {
    start.putLong(0, at);
    out.write(start.array());
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
