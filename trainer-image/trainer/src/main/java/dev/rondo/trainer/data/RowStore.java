package dev.rondo.trainer.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** A file of rows, mapped into memory: rows are read as they are asked for. */
final class RowStore {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;

  private RowStore(MemorySegment bytes) {
    this.bytes = bytes;
  }

  /** Maps a file; it stays mapped while the store is reachable. */
  static RowStore open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new RowStore(
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
    }
  }

  /** The row that starts here. */
  TokenRow row(long start) {
    int tokens = bytes.get(INT, start);
    int sequences = bytes.get(INT, start + 4);
    int[] lengths = new int[sequences];
    MemorySegment.copy(bytes, INT, start + 8, lengths, 0, sequences);
    int[] ids = new int[tokens];
    long at = start + 8 + 4L * sequences;
    MemorySegment.copy(bytes, INT, at, ids, 0, tokens);
    boolean[] trained = new boolean[tokens];
    for (int i = 0; i < tokens; i++) {
      trained[i] = bytes.get(ValueLayout.JAVA_BYTE, at + 4L * tokens + i) != 0;
    }
    byte[] columns = new byte[bytes.get(INT, at + 5L * tokens + 1)];
    MemorySegment.copy(
        bytes, ValueLayout.JAVA_BYTE, at + 5L * tokens + 5, columns, 0, columns.length);
    return new TokenRow(ids, trained, lengths, new String(columns, StandardCharsets.UTF_8));
  }

  /** Whether max_length cut the row that starts here. */
  boolean truncated(long start) {
    int tokens = bytes.get(INT, start);
    int sequences = bytes.get(INT, start + 4);
    return bytes.get(ValueLayout.JAVA_BYTE, start + 8 + 4L * sequences + 5L * tokens) != 0;
  }

  /** The CRC-32C of all bytes. */
  long checksum() {
    CRC32C checksum = new CRC32C();
    for (long at = 0; at < bytes.byteSize(); at += 1 << 24) {
      ByteBuffer part = bytes.asSlice(at, Math.min(1 << 24, bytes.byteSize() - at)).asByteBuffer();
      checksum.update(part);
    }
    return checksum.getValue();
  }
}
