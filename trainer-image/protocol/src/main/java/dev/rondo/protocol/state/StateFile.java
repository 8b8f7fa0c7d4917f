package dev.rondo.protocol.state;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A run's saved state on disk or in shared memory: two generations, {@code state.0} and {@code
 * state.1}, of which a writer always overwrites the older.
 *
 * <p>Layout of one generation, little-endian: a {@link StateHeader} of {@value StateHeader#BYTES}
 * bytes, then the payload. A generation whose checksum does not match its payload was torn by a
 * crash and is passed over for the other one.
 */
public final class StateFile {
  /** Of each state there are so many at most. */
  public static final int GENERATIONS = 2;

  private StateFile() {}

  /** The two generations' paths in a state directory. */
  public static List<Path> generations(Path stateDir) {
    return IntStream.range(0, GENERATIONS).mapToObj(i -> stateDir.resolve("state." + i)).toList();
  }

  /** The newest generation that is whole, if any. Reads each payload once to check it. */
  public static Optional<Path> newest(Path stateDir) throws IOException {
    record Candidate(Path path, StateHeader header) {}
    try (Stream<Path> paths = generations(stateDir).stream()) {
      return paths
          .flatMap(path -> header(path).map(h -> new Candidate(path, h)).stream())
          .sorted(Comparator.comparingLong((Candidate c) -> c.header().sequence()).reversed())
          .filter(c -> isWhole(c.path(), c.header()))
          .map(Candidate::path)
          .findFirst();
    }
  }

  /**
   * The newest generation that is whole, if any, where no newer build has written.
   *
   * @throws StateFormatException if one has: what it wrote is not damaged, and not to be passed
   *     over
   */
  public static Optional<Path> newestReadable(Path stateDir) throws IOException {
    for (Path generation : generations(stateDir)) {
      OptionalInt version = first(generation).map(StateHeader::version).orElse(OptionalInt.empty());
      if (version.orElse(0) > StateHeader.VERSION) {
        throw StateFormatException.newer(generation, version.getAsInt());
      }
    }
    return newest(stateDir);
  }

  /** The header of a generation, or empty when there is none that can be read. */
  public static Optional<StateHeader> header(Path file) {
    return first(file).flatMap(StateHeader::read);
  }

  private static Optional<ByteBuffer> first(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(StateHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // read until the header is full or the file ends
      }
      return bytes.hasRemaining() ? Optional.empty() : Optional.of(bytes.flip());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * Maps a generation's payload read-only; its checksum is not looked at.
   *
   * @param arena its end unmaps it
   * @throws IOException if the file has no header of this version, or is shorter than it says
   */
  public static MemorySegment map(Path file, Arena arena) throws IOException {
    StateHeader header =
        header(file)
            .orElseThrow(() -> new IOException(file + " is no saved state of this version"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < StateHeader.BYTES + header.payloadBytes()) {
        throw new EOFException(file + " is cut short");
      }
      return channel.map(
          FileChannel.MapMode.READ_ONLY, StateHeader.BYTES, header.payloadBytes(), arena);
    }
  }

  private static boolean isWhole(Path file, StateHeader header) {
    try {
      return Files.size(file) >= StateHeader.BYTES + header.payloadBytes()
          && StateChecksum.of(file, StateHeader.BYTES, header.payloadBytes()) == header.checksum();
    } catch (IOException unreadable) {
      return false;
    }
  }
}
