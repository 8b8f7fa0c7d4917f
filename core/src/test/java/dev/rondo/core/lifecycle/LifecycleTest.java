package dev.rondo.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {
  /** Every cell of the table, with and without a state that training could go on from. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # gesture  | has state | Pending     | Running     | Stopped     | Succeeded   | Failed
          STOP       | true      | STOPPED     | STOPPED     | NoChange    | Refused     | Refused
          STOP       | false     | STOPPED     | STOPPED     | NoChange    | Refused     | Refused
          RESUME     | true      | NoChange    | NoChange    | RUNNING     | Refused     | RUNNING
          RESUME     | false     | NoChange    | NoChange    | PENDING     | Refused     | PENDING
          CLONE_COLD | true      | NewRun      | NewRun      | NewRun      | NewRun      | NewRun
          CLONE_COLD | false     | NewRun      | NewRun      | NewRun      | NewRun      | NewRun
          CLONE_WARM | true      | NewRun      | NewRun      | NewRun      | NewRun      | NewRun
          CLONE_WARM | false     | NewRunWaits | NewRunWaits | NewRunWaits | NewRunWaits | Refused
          DELETE     | true      | Gone        | Gone        | Gone        | Gone        | Gone
          DELETE     | false     | Gone        | Gone        | Gone        | Gone        | Gone
          """)
  void theTableHolds(
      Gesture gesture,
      boolean hasState,
      String pending,
      String running,
      String stopped,
      String succeeded,
      String failed) {
    assertEquals(pending, cell(RunState.PENDING, gesture, hasState));
    assertEquals(running, cell(RunState.RUNNING, gesture, hasState));
    assertEquals(stopped, cell(RunState.STOPPED, gesture, hasState));
    assertEquals(succeeded, cell(RunState.SUCCEEDED, gesture, hasState));
    assertEquals(failed, cell(RunState.FAILED, gesture, hasState));
  }

  @Property
  void everyVerdictTellsPeopleSomethingAndARefusalWhatToDoInstead(
      @ForAll RunState state, @ForAll Gesture gesture, @ForAll boolean hasState) {
    Verdict verdict = Lifecycle.judge(state, gesture, hasState);
    assertFalse(verdict.message().isBlank());
    if (verdict instanceof Verdict.Refused(var reason, var hint)) {
      assertFalse(reason.isBlank());
      assertFalse(hint.isBlank());
    }
  }

  @Property
  void repeatingAnAcceptedGestureChangesNothing(
      @ForAll RunState state, @ForAll Gesture gesture, @ForAll boolean hasState) {
    if (Lifecycle.judge(state, gesture, hasState) instanceof Verdict.Accepted(RunState then)) {
      assertInstanceOf(Verdict.NoChange.class, Lifecycle.judge(then, gesture, hasState));
    }
  }

  private static String cell(RunState state, Gesture gesture, boolean hasState) {
    return switch (Lifecycle.judge(state, gesture, hasState)) {
      case Verdict.Accepted(RunState then) -> then.name();
      case Verdict other -> other.getClass().getSimpleName();
    };
  }
}
