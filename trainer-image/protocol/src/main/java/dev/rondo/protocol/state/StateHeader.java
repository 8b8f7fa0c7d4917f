package dev.rondo.protocol.state;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

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

  /**
   * Grows when what an older build reads would be wrong; a reader refuses a newer one by name. What
   * is only added to the payload's own head leaves it as it is: readers pass over what they don't
   * know.
   */
  public static final int VERSION = 1;

  /** What is above is no version, but damage. */
  private static final int GREATEST_VERSION = 1 << 16;

  private static final long MAGIC = 0x31_45_54_41_54_53_4f_52L; // "ROSTATE1"

  /** Writes the header at the buffer's position; the buffer is little-endian. */
  public void write(ByteBuffer target) {
    target.putLong(MAGIC).putInt(VERSION).putInt(0);
    target.putLong(sequence).putLong(step).putLong(payloadBytes).putLong(checksum);
    target.putLong(0).putLong(0);
  }

  /** The format that bytes say they are of; empty when they are no header. */
  static OptionalInt version(ByteBuffer source) {
    long magic = source.getLong();
    int version = source.getInt();
    return magic == MAGIC && version > 0 && version < GREATEST_VERSION
        ? OptionalInt.of(version)
        : OptionalInt.empty();
  }

  /** Reads a header, or empty when the bytes are none that this build reads. */
  static Optional<StateHeader> read(ByteBuffer source) {
    if (version(source).orElse(Integer.MAX_VALUE) > VERSION) {
      return Optional.empty();
    }
    source.getInt();
    return Optional.of(
        new StateHeader(source.getLong(), source.getLong(), source.getLong(), source.getLong()));
  }
}
