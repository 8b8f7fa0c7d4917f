package dev.rondo.protocol.state;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The first bytes of a saved state.
 *
 * @param sequence grows by one with every save; the larger one of two generations is the newer
 * @param step optimizer steps done
 * @param payloadBytes length of what follows
 * @param checksum CRC-32C of the payload
 */
public record StateHeader(long sequence, long step, long payloadBytes, long checksum) {
  /** Size on disk; the payload starts on a 64-byte boundary. */
  public static final int BYTES = 64;

  /** Grows when the layout changes; a reader refuses a newer one. */
  public static final int VERSION = 1;

  private static final long MAGIC = 0x31_45_54_41_54_53_4f_52L; // "ROSTATE1"

  /** Writes the header at the buffer's position; the buffer is little-endian. */
  public void write(ByteBuffer target) {
    target.putLong(MAGIC).putInt(VERSION).putInt(0);
    target.putLong(sequence).putLong(step).putLong(payloadBytes).putLong(checksum);
    target.putLong(0).putLong(0);
  }

  /** Reads a header, or empty when the bytes are none of this version. */
  static Optional<StateHeader> read(ByteBuffer source) {
    if (source.getLong() != MAGIC || source.getInt() != VERSION) {
      return Optional.empty();
    }
    source.getInt();
    return Optional.of(
        new StateHeader(source.getLong(), source.getLong(), source.getLong(), source.getLong()));
  }
}
