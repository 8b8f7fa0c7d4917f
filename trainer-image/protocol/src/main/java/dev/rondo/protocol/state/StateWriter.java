package dev.rondo.protocol.state;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Saves a run's state over the older of its two generations, so that a crash at any moment leaves
 * the newer one.
 */
public final class StateWriter {
  private static final long SLICE_BYTES = 1L << 28;

  private StateWriter() {}

  /**
   * Saves a state; when it returns, the new generation is complete.
   *
   * @param payload what {@link StateHeader} precedes; its position and limit are kept
   * @return the generation's file
   */
  public static Path save(Path stateDir, long step, ByteBuffer payload) throws IOException {
    return save(
        stateDir, StateFile.newest(stateDir), step, MemorySegment.ofBuffer(payload.duplicate()));
  }

  /**
   * Saves a state where the newest whole generation is known, and need not be read again.
   *
   * @param newest {@link StateFile#newest}
   * @param payload what {@link StateHeader} precedes
   * @return the generation's file
   */
  public static Path save(Path stateDir, Optional<Path> newest, long step, MemorySegment payload)
      throws IOException {
    if (!Files.isDirectory(stateDir)) {
      // Not its parents: where they are gone, so is the process that this state was for.
      Files.createDirectory(stateDir);
    }
    long sequence =
        newest.flatMap(StateFile::header).map(header -> header.sequence() + 1).orElse(1L);
    List<Path> generations = StateFile.generations(stateDir);
    Path target =
        newest.equals(Optional.of(generations.getFirst()))
            ? generations.getLast()
            : generations.getFirst();
    CRC32C crc = new CRC32C();
    slices(payload).forEach(crc::update);
    StateHeader header = new StateHeader(sequence, step, payload.byteSize(), crc.getValue());
    try (FileChannel channel =
        FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Until its own header is written, the generation must not pass for a whole one.
      var _ = write(channel, 0, ByteBuffer.allocate(StateHeader.BYTES));
      long at = StateHeader.BYTES;
      for (ByteBuffer slice : slices(payload)) {
        at = write(channel, at, slice);
      }
      ByteBuffer first = ByteBuffer.allocate(StateHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      header.write(first);
      var _ = write(channel, 0, first.flip());
    }
    return target;
  }

  /** A buffer holds less than a large state. */
  private static List<ByteBuffer> slices(MemorySegment payload) {
    List<ByteBuffer> slices = new ArrayList<>();
    for (long from = 0; from < payload.byteSize(); from += SLICE_BYTES) {
      slices.add(
          payload.asSlice(from, Math.min(SLICE_BYTES, payload.byteSize() - from)).asByteBuffer());
    }
    return slices;
  }

  private static long write(FileChannel channel, long offset, ByteBuffer bytes) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    return at;
  }
}
