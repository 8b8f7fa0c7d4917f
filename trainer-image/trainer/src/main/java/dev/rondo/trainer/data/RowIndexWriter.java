package dev.rondo.trainer.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Writes a {@link RowIndex}. */
final class RowIndexWriter implements Closeable {
  private final ChecksummedFile out;
  private final ByteBuffer start = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  RowIndexWriter(Path file) throws IOException {
    out = new ChecksummedFile(file, 1 << 16);
  }

  /** Appends where the split's next row starts. */
  void append(long at) throws IOException {
    start.putLong(0, at);
    out.append(start.array());
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
