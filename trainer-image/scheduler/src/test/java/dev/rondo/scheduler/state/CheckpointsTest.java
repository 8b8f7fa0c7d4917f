package dev.rondo.scheduler.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.protocol.state.StateWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir private Path directory;
  private Checkpoints checkpoints;

  @BeforeEach
  void threeCheckpoints() throws IOException {
    checkpoints = new Checkpoints(directory.resolve("checkpoints"), "checkpoints/");
    for (long step : List.of(2L, 4L, 6L)) {
      checkpoints.write(save(step), step);
    }
  }

  @Test
  void theNewestIsRestored() throws IOException {
    assertEquals(List.of(6L, 4L, 2L), checkpoints.steps());
    assertEquals(checkpoints.state(6), checkpoints.newest());
  }

  @Test
  void aDamagedOneIsSetAsideAndTheOneBeforeItIsTheNewest() throws IOException {
    damage(6);
    assertEquals(checkpoints.state(4), checkpoints.newest());
    assertEquals(List.of(6L), checkpoints.setTornAside());
    assertEquals(List.of(4L, 2L), checkpoints.steps());
    assertTrue(Files.exists(directory.resolve("checkpoints/step-000006.damaged/state.0")));
  }

  @Test
  void whereAllAreDamagedNoneIsRestored() throws IOException {
    for (long step : List.of(2L, 4L, 6L)) {
      damage(step);
    }
    assertEquals(List.of(6L, 4L, 2L), checkpoints.setTornAside());
    assertEquals(Optional.empty(), checkpoints.newest());
  }

  @Test
  void oneOfANewerBuildIsNoDamagedOneAndStays() throws IOException {
    Path state = directory.resolve("checkpoints/step-000006/state.0");
    byte[] bytes = Files.readAllBytes(state);
    bytes[Long.BYTES] = 2;
    Files.write(state, bytes);
    var refused = assertThrows(IOException.class, () -> checkpoints.setTornAside());
    assertTrue(refused.getMessage().contains("of format 2"), refused::getMessage);
    assertEquals(List.of(6L, 4L, 2L), checkpoints.steps());
  }

  @Test
  void theNewestAndThePinnedStay() throws IOException {
    checkpoints.retain(1, step -> step == 2);
    assertEquals(List.of(6L, 2L), checkpoints.steps());
  }

  @Test
  void aStateThatWasOverwrittenMeanwhileIsNoCheckpoint() throws IOException {
    Path generation = save(8);
    assertEquals(Optional.empty(), checkpoints.write(generation, 7));
    assertEquals(List.of(6L, 4L, 2L), checkpoints.steps());
  }

  @Test
  void aStepThatIsSavedAgainReplacesItsCheckpointAndNoLinkToTheFormerOne() throws IOException {
    Path link = Files.createLink(directory.resolve("link"), checkpoints.state(6).orElseThrow());
    byte[] former = Files.readAllBytes(link);
    Path again = StateWriter.save(directory.resolve("again"), 6, ByteBuffer.wrap(new byte[] {9}));
    checkpoints.write(again, 6);
    assertEquals(List.of(6L, 4L, 2L), checkpoints.steps());
    assertArrayEquals(
        Files.readAllBytes(again), Files.readAllBytes(checkpoints.state(6).orElseThrow()));
    assertArrayEquals(former, Files.readAllBytes(link));
  }

  @Test
  void whatAKilledProcessLeftAsideIsNoCheckpoint() throws IOException {
    Files.createDirectories(directory.resolve("checkpoints/.step-000008.new"));
    assertEquals(List.of(6L, 4L, 2L), checkpoints.steps());
    checkpoints.write(save(8), 8);
    assertEquals(List.of(8L, 6L, 4L, 2L), checkpoints.steps());
    assertFalse(Files.exists(directory.resolve("checkpoints/.step-000008.new")));
  }

  private Path save(long step) throws IOException {
    return StateWriter.save(
        directory.resolve("states"), step, ByteBuffer.wrap(new byte[] {1, 2, (byte) step}));
  }

  private void damage(long step) throws IOException {
    Path file = checkpoints.state(step).orElseThrow();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 64;
    Files.write(file, bytes);
  }
}
