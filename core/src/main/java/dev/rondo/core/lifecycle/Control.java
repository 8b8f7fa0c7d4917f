package dev.rondo.core.lifecycle;

import dev.rondo.api.v1alpha1.ControlEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code status.control}: what became of gestures, by id, the oldest first. The last ones stay,
 * those that are to take effect yet, and all that a stopping rule wrote: it is not to fire twice.
 *
 * @param entries as the status has them
 */
public record Control(List<ControlEntry> entries) {
  /** How many answers to people stay. */
  public static final int LENGTH = 10;

  private static final int LONGEST_MESSAGE = 4000;

  /** Taken in, and takes effect at the next step. */
  public static final String ACCEPTED = "Accepted";

  /** Has taken effect, or had nothing to change. */
  public static final String DONE = "Done";

  /** Not possible. */
  public static final String REFUSED = "Refused";

  /** Absent entries are none. */
  public Control {
    entries = entries == null ? List.of() : List.copyOf(entries);
  }

  /** A message as long as an answer's may be; the end of a longer one is cut. */
  public static String bounded(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE) + "…";
  }

  /** The answer to a gesture, if it has one. */
  public Optional<ControlEntry> answer(String id) {
    return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  /** With an answer, in the place of an earlier one to the same gesture. */
  public Control with(ControlEntry answer) {
    List<ControlEntry> next = new ArrayList<>();
    boolean isKnown = answer(answer.id()).isPresent();
    for (ControlEntry entry : entries) {
      next.add(entry.id().equals(answer.id()) ? answer : entry);
    }
    if (!isKnown) {
      next.add(answer);
    }
    long toDrop = next.stream().filter(Control::mayGo).count() - LENGTH;
    List<ControlEntry> kept = new ArrayList<>();
    for (ControlEntry entry : next) {
      boolean isDropped = toDrop > 0 && mayGo(entry);
      toDrop -= isDropped ? 1 : 0;
      if (!isDropped) {
        kept.add(entry);
      }
    }
    return new Control(kept);
  }

  private static boolean mayGo(ControlEntry entry) {
    return !RuleStop.isOne(entry) && !entry.result().equals(ACCEPTED);
  }

  /**
   * With every accepted gesture of this kind answered as done. All of them stay until the next
   * answer comes, so that whoever keeps a history sees each.
   */
  public Control acted(String gesture, String message, String time, Long step) {
    return new Control(
        entries.stream()
            .map(entry ->
                entry.gesture().equals(gesture) && entry.result().equals(ACCEPTED)
                    ? done(entry, message, time, step)
                    : entry)
            .toList());
  }

  private static ControlEntry done(ControlEntry entry, String message, String time, Long step) {
    return new ControlEntry(
        entry.id(),
        entry.gesture(),
        DONE,
        RuleStop.isOne(entry) ? entry.message() : message,
        entry.time(),
        entry.step(),
        time,
        step);
  }
}
