package dev.rondo.protocol.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Saves a run's state over the older of its two generations, so that a crash at any moment leaves
 * the newer one.
 */
public final class StateWriter {
  private StateWriter() {}

  /**
   * Saves a state; when it returns, the new generation is complete.
   *
   * @param payload what {@link StateHeader} precedes; its position and limit are kept
   * @return the generation's file
   */
  public static Path save(Path stateDir, long step, ByteBuffer payload) throws IOException {
    return save(stateDir, StateFile.newest(stateDir), step, payload);
  }

  /**
   * Saves a state where the newest whole generation is known, and need not be read again.
   *
   * @param newest {@link StateFile#newest}
   * @param payload what {@link StateHeader} precedes; its position and limit are kept
   * @return the generation's file
   */
  public static Path save(Path stateDir, Optional<Path> newest, long step, ByteBuffer payload)
      throws IOException {
    Files.createDirectories(stateDir);
    long sequence =
        newest.flatMap(StateFile::header).map(header -> header.sequence() + 1).orElse(1L);
    List<Path> generations = StateFile.generations(stateDir);
    Path target =
        newest.equals(Optional.of(generations.getFirst()))
            ? generations.getLast()
            : generations.getFirst();
    CRC32C crc = new CRC32C();
    crc.update(payload.duplicate());
    StateHeader header = new StateHeader(sequence, step, payload.remaining(), crc.getValue());
    try (FileChannel channel =
        FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Until its own header is written, the generation must not pass for a whole one.
      write(channel, 0, ByteBuffer.allocate(StateHeader.BYTES));
      write(channel, StateHeader.BYTES, payload.duplicate());
      ByteBuffer first = ByteBuffer.allocate(StateHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      header.write(first);
      write(channel, 0, first.flip());
    }
    return target;
  }

  private static void write(FileChannel channel, long offset, ByteBuffer bytes) throws IOException {
    for (long at = offset; bytes.hasRemaining(); ) {
      at += channel.write(bytes, at);
    }
  }
}
