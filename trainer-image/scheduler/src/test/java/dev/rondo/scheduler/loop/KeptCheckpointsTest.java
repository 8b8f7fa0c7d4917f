package dev.rondo.scheduler.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.v1alpha1.CheckpointRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptCheckpointsTest {
  private final KeptCheckpoints kept = new KeptCheckpoints();

  @Test
  void theNewestComesFirst() {
    kept.told(List.of(ref(4, "told"), ref(8, "told")));
    kept.wrote(ref(12, "written"));
    assertEquals(List.of(12L, 8L, 4L), kept.all().stream().map(CheckpointRef::step).toList());
    assertEquals(Optional.of(ref(12, "written")), kept.newest());
  }

  @Test
  void whatRetentionDeletedIsNotTold() {
    kept.told(List.of(ref(4, "told"), ref(8, "told")));
    kept.kept(List.of(8L, 16L));
    assertEquals(List.of(ref(8, "told")), kept.all());
  }

  @Test
  void whatIsKnownIsNewerThanWhatAnEarlierProcessTold() {
    kept.wrote(ref(4, "written again"));
    kept.told(List.of(ref(4, "told")));
    assertEquals(List.of(ref(4, "written again")), kept.all());
  }

  private static CheckpointRef ref(long step, String digest) {
    return new CheckpointRef(step, "checkpoints/step-" + step, digest);
  }
}
