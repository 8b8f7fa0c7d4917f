package dev.rondo.scheduler.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.state.StateHeader;
import dev.rondo.protocol.state.StateWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStatesTest {
  private final String uid = UUID.randomUUID().toString();
  @TempDir private Path directory;

  @Test
  void aRunGoesBackToItsNewestCheckpointWhateverIsInMemory() throws IOException {
    RunStates states = RunStates.create(uid, directory);
    Checkpoints checkpoints = new Checkpoints(directory.resolve("checkpoints"), "");
    checkpoints.write(StateWriter.save(directory.resolve("saved"), 4, payload()), 4);
    StateWriter.save(states.directory("a"), 9, payload());
    assertEquals(Optional.of(4L), states.goBack("a", checkpoints));
    assertEquals(0, states.bytes("a"));
    RunStates.bring(states.directory("a"), checkpoints);
    assertEquals(
        Optional.of(4L),
        StateFile.newest(states.directory("a")).flatMap(StateFile::header).map(StateHeader::step));
    states.deleteAll();
  }

  @Test
  void aStateThatIsInMemoryIsNotBroughtAgain() throws IOException {
    RunStates states = RunStates.create(uid, directory);
    Checkpoints checkpoints = new Checkpoints(directory.resolve("checkpoints"), "");
    checkpoints.write(StateWriter.save(directory.resolve("saved"), 4, payload()), 4);
    Path saved = StateWriter.save(states.directory("a"), 4, payload());
    Object before = Files.getLastModifiedTime(saved);
    RunStates.bring(states.directory("a"), checkpoints);
    assertEquals(before, Files.getLastModifiedTime(saved));
    assertEquals(StateHeader.BYTES + payload().capacity(), states.bytes("a"));
    states.deleteAll();
  }

  @Test
  void aRunWithoutACheckpointBeginsWithNothing() throws IOException {
    RunStates states = RunStates.create(uid, directory);
    RunStates.bring(states.directory("a"), new Checkpoints(directory.resolve("checkpoints"), ""));
    assertFalse(Files.exists(states.directory("a")));
    states.deleteAll();
  }

  @Test
  void nothingIsLeftInMemoryAtTheEnd() throws IOException {
    RunStates states = RunStates.create(uid, directory);
    StateWriter.save(states.directory("a"), 1, payload());
    Path root = states.directory("a").getParent();
    assertTrue(Files.exists(root));
    states.deleteAll();
    assertFalse(Files.exists(root));
  }

  @Test
  void whatAKilledProcessLeftIsDeletedByTheNextOfAnyExperiment() throws IOException {
    RunStates mine = RunStates.create(uid, directory);
    Path root = mine.directory("a").getParent();
    Path left = root.resolveSibling("rondo-" + UUID.randomUUID() + "-0-1");
    Files.createDirectories(left);
    Files.createFile(left.resolve(".owner"));
    RunStates other = RunStates.create(UUID.randomUUID().toString(), directory);
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(root), "this process is there");
    mine.deleteAll();
    other.deleteAll();
  }

  private static ByteBuffer payload() {
    return ByteBuffer.wrap(new byte[] {1, 2, 3});
  }
}
