package dev.rondo.scheduler.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.state.StateWriter;
import dev.rondo.scheduler.state.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochFoldersTest {
  @TempDir private Path volume;
  private VolumeLayout layout;
  private EpochFolders folders;

  @BeforeEach
  void aFormerHolderWroteFourSteps() throws IOException {
    layout = new VolumeLayout(volume, "experiment-uid");
    folders = new EpochFolders(layout);
    Path former = layout.run("a", 1).directory();
    for (long step : List.of(2, 4)) {
      Path checkpoint = former.resolve("checkpoints/step-%06d".formatted(step));
      Files.createDirectories(checkpoint);
      Files.writeString(checkpoint.resolve("state.0"), "state of step " + step);
    }
    Files.createDirectories(former.resolve("best"));
    Files.writeString(former.resolve("best/adapter_model.safetensors"), "best");
    Files.writeString(
        former.resolve("metrics.jsonl"),
        "{\"step\":1}\n{\"step\":2}\n{\"step\":3}\n{\"step\":4}\n");
  }

  @Test
  void aRunThatWasNeverHeldBeginsEmpty() throws IOException {
    folders.open(HeldRun.of("b", 1, null));
    assertEquals(List.of(), layout.run("b", 1).checkpoints().steps());
  }

  @Test
  void theNextHolderTakesOverWhatTheStatusNamesAndNothingLater() throws IOException {
    Run run = published(2);
    folders.open(run);
    assertEquals(List.of(2L), folders.of(run).checkpoints().steps());
    assertEquals(
        "{\"step\":1}\n{\"step\":2}\n",
        Files.readString(folders.of(run).directory().resolve("metrics.jsonl")));
    assertEquals(
        "best", Files.readString(folders.of(run).best().resolve("adapter_model.safetensors")));
  }

  @Test
  void whatTheNextHolderWritesIsNotTheFormerHolders() throws IOException {
    Run run = published(4);
    folders.open(run);
    Files.writeString(folders.of(run).directory().resolve("metrics.jsonl"), "{\"step\":5}\n");
    assertTrue(
        Files.readString(layout.run("a", 1).directory().resolve("metrics.jsonl")).endsWith("4}\n"));
  }

  @Test
  void aFolderThatIsThereIsLeftAsItIs() throws IOException {
    Run run = published(2);
    folders.open(run);
    Files.writeString(folders.of(run).directory().resolve("metrics.jsonl"), "mine");
    folders.open(run);
    assertEquals("mine", Files.readString(folders.of(run).directory().resolve("metrics.jsonl")));
  }

  @Test
  void aPathThatLeadsOutOfTheRunsFolderIsNotFollowed() throws IOException {
    Run run = HeldRun.of("b", 2, new CheckpointRef(4L, "runs/a/1/checkpoints/step-000004", "x"));
    folders.open(run);
    assertEquals(List.of(), folders.of(run).checkpoints().steps());
  }

  @Test
  void aWarmCloneHasItsOwnCopyOfWhatItStartsFrom() throws IOException {
    Run clone = HeldRun.warmClone("c", 1, "runs/a/1/checkpoints/step-000006");
    saveWhole(6);
    folders.open(clone);
    DurableFiles.delete(layout.run("a"));
    assertEquals(
        6, StateFile.newest(folders.of(clone).source()).flatMap(StateFile::header).get().step());
  }

  @Test
  void aWarmClonesNextHolderTakesItsSourceOverFromTheFormerOne() throws IOException {
    saveWhole(6);
    folders.open(HeldRun.warmClone("c", 1, "runs/a/1/checkpoints/step-000006"));
    DurableFiles.delete(layout.run("a"));
    Path own = layout.run("c", 1).directory().resolve("checkpoints/step-000008");
    Files.createDirectories(own);
    Files.writeString(own.resolve("state.0"), "state of step 8");
    Run next =
        HeldRun.warmClone(
            "c",
            2,
            "runs/a/1/checkpoints/step-000006",
            new CheckpointRef(8L, "runs/c/1/checkpoints/step-000008", "sha256:0"));
    folders.open(next);
    assertTrue(StateFile.newest(folders.of(next).source()).isPresent());
  }

  @Test
  void aWarmCloneIsNotTakenUpWhileItsSourceIsNotWhole() {
    Run clone = HeldRun.warmClone("c", 1, "runs/a/1/checkpoints/step-000004");
    IOException refused = assertThrows(IOException.class, () -> folders.open(clone));
    assertTrue(refused.getMessage().contains("step-000004 of parent"), refused::getMessage);
    assertFalse(Files.exists(folders.of(clone).directory()));
  }

  private void saveWhole(long step) throws IOException {
    Path checkpoint =
        layout.run("a", 1).directory().resolve("checkpoints/step-%06d".formatted(step));
    StateWriter.save(checkpoint, step, ByteBuffer.wrap(new byte[] {1, 2, 3}));
  }

  private static Run published(long step) {
    String path = "runs/a/1/checkpoints/step-%06d".formatted(step);
    return HeldRun.of("a", 2, new CheckpointRef(step, path, "sha256:0"));
  }
}
