package dev.rondo.core.lifecycle;

/** Which gesture is legal in which state, and what it does there. */
public final class Lifecycle {
  private Lifecycle() {}

  /**
   * Judges a gesture.
   *
   * @param hasState whether the run holds a state that training could go on from
   */
  public static Verdict judge(RunState state, Gesture gesture, boolean hasState) {
    return switch (gesture) {
      case STOP -> stop(state);
      case RESUME -> resume(state);
      case CLONE_COLD -> new Verdict.NewRun();
      case CLONE_WARM -> cloneWarm(state, hasState);
      case DELETE -> new Verdict.Gone();
    };
  }

  private static Verdict stop(RunState state) {
    return switch (state) {
      case PENDING, RUNNING -> new Verdict.Accepted(RunState.STOPPED);
      case STOPPED -> new Verdict.NoChange();
      case SUCCEEDED, FAILED ->
          new Verdict.Refused("the run has ended", "clone it to train on from its weights");
    };
  }

  private static Verdict resume(RunState state) {
    return switch (state) {
      case PENDING, RUNNING -> new Verdict.NoChange();
      case STOPPED, FAILED -> new Verdict.Accepted(RunState.RUNNING);
      case SUCCEEDED ->
          new Verdict.Refused(
              "the run has used up its budget", "clone it warm with a larger num_train_epochs");
    };
  }

  private static Verdict cloneWarm(RunState state, boolean hasState) {
    if (hasState) {
      return new Verdict.NewRun();
    }
    return state == RunState.FAILED
        ? new Verdict.Refused("the run failed before its first state", "clone it cold")
        : new Verdict.NewRunWaits();
  }
}
