package dev.rondo.cli.table;

import dev.rondo.core.lifecycle.RunPhases;
import dev.rondo.core.lifecycle.RunState;

/** What a colour means. */
public enum Tone {
  NORMAL("0"),
  STRONG("1"),
  FAINT("2"),
  GOOD("32"),
  BUSY("36"),
  WAITING("34"),
  HELD("33"),
  BAD("31");

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  /** Parameters of the SGR sequence. */
  String code() {
    return code;
  }

  /** The tone of a run's state. */
  static Tone of(RunState state) {
    return state == RunState.RUNNING ? BUSY : ofPhase(state.word());
  }

  /** The tone of what a run does, by its phase. */
  static Tone ofPhase(String phase) {
    return switch (phase) {
      case RunPhases.SUCCEEDED -> GOOD;
      case RunPhases.TRAINING -> BUSY;
      case RunPhases.WAITING, RunPhases.PENDING, RunPhases.PREPARING, RunPhases.AWAITING_REWARDS ->
          WAITING;
      case RunPhases.STOPPED, RunPhases.ENDPOINT_UNAVAILABLE -> HELD;
      case RunPhases.FAILED -> BAD;
      default -> NORMAL;
    };
  }
}
