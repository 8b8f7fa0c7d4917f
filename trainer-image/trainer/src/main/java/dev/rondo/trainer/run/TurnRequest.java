package dev.rondo.trainer.run;

import java.nio.file.Path;

/**
 * A run's part of a turn.
 *
 * @param session the prepared run
 * @param stateDir where its states are
 * @param fromStep optimizer steps done
 * @param toStep optimizer steps done when the turn ends
 * @param evalAtStart evaluate before the first step
 * @param evalAtEnd evaluate after the last step
 * @param saveEverySeconds also save after so many seconds of training; 0: only at the end
 */
public record TurnRequest(
    RunSession session,
    Path stateDir,
    long fromStep,
    long toStep,
    boolean evalAtStart,
    boolean evalAtEnd,
    int saveEverySeconds) {}
