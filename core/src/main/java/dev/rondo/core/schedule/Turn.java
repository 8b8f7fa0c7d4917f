package dev.rondo.core.schedule;

import java.util.List;

/**
 * The next chunk of a run.
 *
 * @param slots the ids of the slots it takes; one but for gangs
 * @param run the run's name
 * @param why the rule that chose it
 * @param because the same for people, with the numbers
 */
public record Turn(List<Integer> slots, String run, Why why, String because) {
  /** Copies the list. */
  public Turn {
    slots = List.copyOf(slots);
  }

  /** The slot of a run that takes one; the first of a gang's. */
  public int slot() {
    return slots.getFirst();
  }

  /** For turns.jsonl and events: the rule and its numbers. */
  public String explanation() {
    return why + ": " + because;
  }

  /** The rule that decided between runs of the highest waiting priority. */
  public enum Why {
    /** No other run was waiting. */
    ONLY_RUN,
    /** Its own remaining work would outlast every slot's even share: it must not wait. */
    LONGEST_REMAINING,
    /** A free slot still holds its state, and going on leaves no run more than a chunk behind. */
    ATTACHED,
    /** It had consumed the least data. */
    LEAST_CONSUMED,
    /** A gang that goes first waits for slots, and this turn is over before they are free. */
    BACKFILL
  }
}
