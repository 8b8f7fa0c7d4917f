package dev.rondo.scheduler.kubernetes;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftoversTest {
  private static final CheckpointRef OF_FIRST_EPOCH =
      new CheckpointRef(4L, "runs/a/1/checkpoints/step-000004", "sha256:4");

  private final VolumeLayout layout = new VolumeLayout(Path.of("volume"), "experiment-uid");

  @Test
  void aDeletedRunsFolderGoes() {
    Leftovers leftovers = of(HeldRun.of("a", 1, null));
    assertTrue(leftovers.isOfAGoneRun(layout.run("b")));
    assertFalse(leftovers.isOfAGoneRun(layout.run("a")));
  }

  @Test
  void aDeletedParentsFolderStaysUntilItsCloneHasACheckpointOfItsOwn() {
    String source = "runs/parent/2/checkpoints/step-000006";
    assertFalse(of(HeldRun.warmClone("c", 1, source)).isOfAGoneRun(layout.run("parent")));
    CheckpointRef own = new CheckpointRef(8L, "runs/c/1/checkpoints/step-000008", "sha256:8");
    assertTrue(of(HeldRun.warmClone("c", 1, source, own)).isOfAGoneRun(layout.run("parent")));
  }

  @Test
  void aFormerEpochsFolderStaysWhileAStatusNamesItsCheckpoint() {
    Leftovers taken = of(HeldRun.of("a", 3, OF_FIRST_EPOCH));
    assertFalse(taken.isOfAPastEpoch(layout.run("a", 1).directory()));
    assertTrue(taken.isOfAPastEpoch(layout.run("a", 2).directory()), "nobody names it");
    assertFalse(taken.isOfAPastEpoch(layout.run("a", 3).directory()), "the present one");
  }

  /** A worker that was cut off knows of an older placement than the one that holds the run now. */
  @Test
  void aLaterEpochsFolderStays() {
    Leftovers old = of(HeldRun.of("a", 2, null));
    assertFalse(old.isOfAPastEpoch(layout.run("a", 3).directory()));
  }

  @Test
  void aFolderThatIsBeingMadeStays() {
    Leftovers leftovers = of(HeldRun.of("a", 2, null));
    assertFalse(leftovers.isOfAPastEpoch(layout.run("a").resolve(".2.new")));
  }

  private Leftovers of(Run... runs) {
    return new Leftovers(layout, List.of(runs));
  }
}
