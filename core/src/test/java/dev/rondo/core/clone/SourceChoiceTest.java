package dev.rondo.core.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.gesture.GestureWord;
import dev.rondo.core.lifecycle.RunState;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SourceChoiceTest {
  private static final CheckpointPins NONE = new CheckpointPins(false, Set.of());

  @Property
  void ofAParentThatTrainsTheLatestIsTakenAfterAStepThatCameLater(
      @ForAll @LongRange(max = 20) long asked, @ForAll @LongRange(max = 40) long newest) {
    SourceChoice choice =
        SourceChoice.of("Latest", parent(RunState.RUNNING, true, true, 1, newest), asked);
    if (newest > asked && newest > 0) {
      assertEquals(CheckpointName.of(newest), fixed(choice).checkpoint());
    } else if (asked >= 1) {
      assertInstanceOf(SourceChoice.Waits.class, choice);
    }
  }

  @Test
  void ofAParentThatDoesNotTrainTheNewestIsTakenAtOnce() {
    for (RunState state : RunState.values()) {
      assertEquals(
          new CloneSource("p", "step-000008", "sha256:8", ""),
          fixed(SourceChoice.of(null, parent(state, false, true, 4, 8), 8)));
    }
  }

  @Test
  void whereTheWorkerCannotBeReachedTheNewestDurableOneIsTakenAndTheMessageSaysSo() {
    SourceChoice.Fixed choice =
        assertInstanceOf(
            SourceChoice.Fixed.class,
            SourceChoice.of("Latest", parent(RunState.RUNNING, true, false, 4, 8), 11));
    assertEquals(
        "starts from step-000008 of p, the newest durable one: its worker can't be reached",
        choice.message());
  }

  @Test
  void anyPastCheckpointIsChosenByStepOrDigest() {
    SourceChoice.Parent parent = parent(RunState.SUCCEEDED, false, true, 4, 8, 16);
    assertEquals("step-000004", fixed(SourceChoice.of("4", parent, 0)).checkpoint());
    assertEquals("step-000008", fixed(SourceChoice.of("sha256:8", parent, 0)).checkpoint());
    assertEquals(
        new SourceChoice.Impossible("p has no checkpoint 5; it has 4, 8, 16"),
        SourceChoice.of("5", parent, 0));
  }

  @Test
  void ofAParentThatMayTakeOldOnesAwayNoneIsChosenBeforeItKnows() {
    SourceChoice.Parent goesOn =
        new SourceChoice.Parent(
            "p",
            RunState.RUNNING,
            false,
            true,
            false,
            parent(RunState.RUNNING, false, true, 4, 8).durable());
    assertInstanceOf(SourceChoice.Waits.class, SourceChoice.of(null, goesOn, 8));
    assertInstanceOf(SourceChoice.Waits.class, SourceChoice.of("4", goesOn, 8));
    assertInstanceOf(SourceChoice.Impossible.class, SourceChoice.of("5", goesOn, 8));
  }

  @Test
  void aParentWithoutAStateIsWaitedForUnlessItHasFailed() {
    assertInstanceOf(
        SourceChoice.Waits.class, SourceChoice.of(null, parent(RunState.STOPPED, false, true), 0));
    assertInstanceOf(
        SourceChoice.Impossible.class,
        SourceChoice.of(null, parent(RunState.FAILED, false, true), 0));
  }

  @Test
  void aCheckpointStaysUntilTheCloneHasOneOfItsOwn() {
    Run parent = SampleRuns.run("p", 16);
    CloneSource source = new CloneSource("p", "step-000008", "sha256:8");
    Run waits = SampleRuns.cloneOf(SampleRuns.run("c", 8), source, null);
    Run trains = SampleRuns.cloneOf(SampleRuns.run("c", 8), source, new CheckpointRef(9L, "", ""));
    assertEquals(
        new CheckpointPins(false, Set.of(8L)), CheckpointPins.of("p", List.of(parent, waits)));
    assertEquals(NONE, CheckpointPins.of("p", List.of(parent, trains)));
    assertEquals(NONE, CheckpointPins.of("c", List.of(parent, waits)));
  }

  @Test
  void whileACloneIsAskedForTheParentKeepsEveryCheckpoint() {
    Run parent = SampleRuns.run("p", 16);
    assertEquals(NONE, CheckpointPins.of("p", List.of(parent)));
    for (String gesture : List.of(GestureWord.CLONE, GestureWord.CHECKPOINT)) {
      Run asked = SampleRuns.asked(parent, gesture);
      assertTrue(CheckpointPins.of("p", List.of(asked)).holds(4), gesture);
      assertEquals(NONE, CheckpointPins.of("other", List.of(asked)), gesture);
    }
    assertEquals(NONE, CheckpointPins.of("p", List.of(SampleRuns.asked(parent, GestureWord.STOP))));
  }

  private static SourceChoice.Parent parent(
      RunState state, boolean isTraining, boolean canSave, long... steps) {
    return new SourceChoice.Parent(
        "p",
        state,
        isTraining,
        canSave,
        true,
        LongStream.of(steps)
            .mapToObj(step -> new CheckpointRef(step, "", "sha256:" + step))
            .toList());
  }

  private static CloneSource fixed(SourceChoice choice) {
    return assertInstanceOf(SourceChoice.Fixed.class, choice, choice::toString).source();
  }
}
