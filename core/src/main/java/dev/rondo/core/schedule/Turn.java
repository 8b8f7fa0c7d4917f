package dev.rondo.core.schedule;

/**
 * The next chunk of a run on a slot.
 *
 * @param slot the slot's id
 * @param run the run's name
 * @param why the rule that chose it, for turns.jsonl and events
 */
public record Turn(int slot, String run, Why why) {
  /** The rule that decided between runs of the highest waiting priority. */
  public enum Why {
    /** No other run was waiting. */
    ONLY_RUN,
    /** Its own remaining work would outlast every slot's even share: it must not wait. */
    LONGEST_REMAINING,
    /** The slot still holds its state, and going on leaves no run more than a chunk behind. */
    ATTACHED,
    /** It had consumed the least data. */
    LEAST_CONSUMED
  }
}
