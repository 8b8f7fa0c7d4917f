package dev.rondo.trainer.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Where rows start in a {@link RowStore}, in the order of a split: a file of little-endian int64s,
 * mapped into memory, so that the number of rows is no matter of the heap.
 */
final class RowIndex {
  static final ValueLayout.OfLong START =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment starts;

  private RowIndex(MemorySegment starts) {
    this.starts = starts;
  }

  /** Maps a file; it stays mapped while the index is reachable. */
  static RowIndex open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new RowIndex(
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
    }
  }

  int size() {
    return Math.toIntExact(starts.byteSize() / Long.BYTES);
  }

  /** Where a row of the split starts. */
  long start(int row) {
    return starts.getAtIndex(START, row);
  }

  /** The CRC-32C of all bytes. */
  long checksum() {
    CRC32C checksum = new CRC32C();
    checksum.update(starts.asByteBuffer());
    return checksum.getValue();
  }
}
