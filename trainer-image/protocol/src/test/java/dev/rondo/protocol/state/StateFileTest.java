package dev.rondo.protocol.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  private static final byte[] EARLIER = payload(1);
  private static final byte[] LATER = payload(2);

  @TempDir private Path directory;
  private Path temporary;

  @BeforeTry
  void makeAFolder() throws IOException {
    temporary = Files.createTempDirectory("rondo-state");
  }

  @AfterTry
  void deleteTheFolder() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(temporary);
  }

  @Test
  void aFreshDirectoryHasNoState() throws IOException {
    assertEquals(Optional.empty(), StateFile.newest(directory));
  }

  @Test
  void theNewestOfTwoGenerationsIsRead() throws IOException {
    Path first = StateWriter.save(directory, 4, ByteBuffer.wrap(EARLIER));
    Path second = StateWriter.save(directory, 8, ByteBuffer.wrap(LATER));
    Path third = StateWriter.save(directory, 12, ByteBuffer.wrap(EARLIER));
    assertNotEquals(first, second);
    assertEquals(first, third);
    assertNewest(12, EARLIER, directory);
  }

  @Property(tries = 200)
  void aFlippedBitAnywhereFallsBackToTheGenerationBefore(
      @ForAll @IntRange(max = 999) int position, @ForAll @IntRange(max = 7) int bit)
      throws IOException {
    StateWriter.save(temporary, 4, ByteBuffer.wrap(EARLIER));
    Path newest = StateWriter.save(temporary, 8, ByteBuffer.wrap(LATER));
    byte[] bytes = Files.readAllBytes(newest);
    bytes[StateHeader.BYTES + position] ^= (byte) (1 << bit);
    Files.write(newest, bytes);
    assertNewest(4, EARLIER, temporary);
  }

  @Property(tries = 100)
  void aTornWriteFallsBackToTheGenerationBefore(@ForAll @IntRange(max = 1063) int written)
      throws IOException {
    StateWriter.save(temporary, 4, ByteBuffer.wrap(EARLIER));
    Path newest = StateWriter.save(temporary, 8, ByteBuffer.wrap(LATER));
    Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), written));
    assertNewest(4, EARLIER, temporary);
  }

  @Test
  void aStateOfANewerFormatIsRefusedByNameAndNotPassedOver() throws IOException {
    StateWriter.save(directory, 4, ByteBuffer.wrap(EARLIER));
    Path newest = StateWriter.save(directory, 8, ByteBuffer.wrap(LATER));
    byte[] bytes = Files.readAllBytes(newest);
    bytes[Long.BYTES] = 2;
    Files.write(newest, bytes);
    var refused =
        assertThrows(StateFormatException.class, () -> StateFile.newestReadable(directory));
    assertEquals(
        newest
            + " is a saved state of format 2, this build reads up to format 1; go on with the build"
            + " that wrote it, or a newer one",
        refused.getMessage());
  }

  private static void assertNewest(long step, byte[] payload, Path directory) throws IOException {
    Path newest = StateFile.newest(directory).orElseThrow();
    assertEquals(step, StateFile.header(newest).orElseThrow().step());
    byte[] bytes = Files.readAllBytes(newest);
    assertArrayEquals(payload, Arrays.copyOfRange(bytes, StateHeader.BYTES, bytes.length));
  }

  private static byte[] payload(int seed) {
    byte[] bytes = new byte[1000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void nothingIsSavedForAProcessThatIsGone() {
    Path removed = directory.resolve("rondo-removed");
    assertThrows(
        IOException.class,
        () -> StateWriter.save(removed.resolve("run"), 4, ByteBuffer.wrap(EARLIER)));
    assertFalse(Files.exists(removed));
  }
}
