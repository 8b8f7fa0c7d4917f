package dev.rondo.protocol.state;

import java.io.IOException;
import java.nio.file.Path;

/** A saved state that is whole, but of another build of Rondo, which this one can't go on from. */
public final class StateFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private StateFormatException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Of a format that this build doesn't know. */
  static StateFormatException newer(Path file, int version) {
    return new StateFormatException(
        "%s is a saved state of format %d, this build reads up to format %d; go on with the build that wrote it, or a newer one"
            .formatted(file, version, StateHeader.VERSION),
        null);
  }

  /**
   * Of a known format, and not as this build writes it.
   *
   * @param what is wrong: {@code lacks its counters}
   */
  public static StateFormatException other(Path file, String what, Throwable cause) {
    return new StateFormatException(
        "%s, a saved state of format %d, %s: another build wrote it; go on with that build, or start over with a cold clone"
            .formatted(file, StateHeader.VERSION, what),
        cause);
  }
}
