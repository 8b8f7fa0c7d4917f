package dev.rondo.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {
  @ParameterizedTest
  @CsvSource({
    "PENDING,   STOP,   Accepted",
    "RUNNING,   STOP,   Accepted",
    "STOPPED,   STOP,   NoChange",
    "SUCCEEDED, STOP,   Refused",
    "FAILED,    STOP,   Refused",
    "PENDING,   RESUME, NoChange",
    "RUNNING,   RESUME, NoChange",
    "STOPPED,   RESUME, Accepted",
    "SUCCEEDED, RESUME, Refused",
    "FAILED,    RESUME, Accepted",
    "PENDING,   CLONE_WARM, NewRunWaits",
    "FAILED,    CLONE_WARM, Refused",
  })
  void theTableHoldsForARunWithoutState(RunState state, Gesture gesture, String verdict) {
    assertEquals(verdict, Lifecycle.judge(state, gesture, false).getClass().getSimpleName());
  }

  @Property
  void aRunWithAStateCanAlwaysBeClonedWarm(@ForAll RunState state) {
    assertInstanceOf(Verdict.NewRun.class, Lifecycle.judge(state, Gesture.CLONE_WARM, true));
  }

  @Property
  void anyRunCanBeClonedColdAndDeleted(@ForAll RunState state, @ForAll boolean hasState) {
    assertInstanceOf(Verdict.NewRun.class, Lifecycle.judge(state, Gesture.CLONE_COLD, hasState));
    assertInstanceOf(Verdict.Gone.class, Lifecycle.judge(state, Gesture.DELETE, hasState));
  }

  @Property
  void repeatingAnAcceptedGestureChangesNothing(
      @ForAll RunState state, @ForAll Gesture gesture, @ForAll boolean hasState) {
    if (Lifecycle.judge(state, gesture, hasState) instanceof Verdict.Accepted(RunState then)) {
      assertInstanceOf(Verdict.NoChange.class, Lifecycle.judge(then, gesture, hasState));
    }
  }
}
