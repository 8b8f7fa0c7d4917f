package dev.rondo.scheduler.record;

import java.util.Locale;

/** How a turn came to its end, as {@code turns.jsonl} and metrics tell it. */
public enum TurnEnding {
  /** Its chunk is done. */
  COMPLETED("Completed"),
  /** Somebody stopped the run, or the trainer is going. */
  STOPPED("Stopped"),
  /** Others are still to say what completions are worth. */
  AWAITING_REWARDS("AwaitingRewards"),
  /** By an error of the run's own. */
  FAILED("Failed"),
  /** The run's state was not there, or damaged. */
  STATE_LOST("StateLost"),
  /** Its trainer ended under it. */
  CRASHED("Crashed"),
  /** The run can't be trained as it is. */
  REFUSED("Refused"),
  /** What it brought could not be written down. */
  UNRECORDED("Unrecorded");

  private final String word;

  TurnEnding(String word) {
    this.word = word;
  }

  /** As in {@code turns.jsonl}. */
  public String word() {
    return word;
  }

  /** Lower case, as the value of a label. */
  public String label() {
    return word.toLowerCase(Locale.ROOT);
  }
}
