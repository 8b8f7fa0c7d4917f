package dev.rondo.protocol.state;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** CRC-32C over a part of a file, the check that a saved state is whole. */
public final class StateChecksum {
  private static final int BUFFER_BYTES = 1 << 20;

  private StateChecksum() {}

  /**
   * The checksum of {@code length} bytes of the file from {@code offset}.
   *
   * @throws EOFException if the file is shorter
   */
  public static long of(Path file, long offset, long length) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (long done = 0; done < length; ) {
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, length - done));
        int read = channel.read(buffer, offset + done);
        if (read < 0) {
          throw new EOFException(file + " ends " + (length - done) + " bytes early");
        }
        crc.update(buffer.flip());
        done += read;
      }
    }
    return crc.getValue();
  }
}
