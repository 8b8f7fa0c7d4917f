package dev.rondo.core.lifecycle;

/**
 * What each gesture does to a run in one state.
 *
 * @param stop of {@link Gesture#STOP}
 * @param resume of {@link Gesture#RESUME} where the run has a state to go on from
 * @param resumeWithoutState of the same where it has none
 * @param cloneCold of {@link Gesture#CLONE_COLD}
 * @param cloneWarm of {@link Gesture#CLONE_WARM} where the run has a state to start from
 * @param cloneWarmWithoutState of the same where it has none
 * @param delete of {@link Gesture#DELETE}
 */
record GestureRow(
    Verdict stop,
    Verdict resume,
    Verdict resumeWithoutState,
    Verdict cloneCold,
    Verdict cloneWarm,
    Verdict cloneWarmWithoutState,
    Verdict delete) {

  Verdict of(Gesture gesture, boolean hasState) {
    return switch (gesture) {
      case STOP -> stop;
      case RESUME -> hasState ? resume : resumeWithoutState;
      case CLONE_COLD -> cloneCold;
      case CLONE_WARM -> hasState ? cloneWarm : cloneWarmWithoutState;
      case DELETE -> delete;
    };
  }
}
