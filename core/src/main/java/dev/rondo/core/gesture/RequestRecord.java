package dev.rondo.core.gesture;

import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.core.clone.ClonePayload;
import dev.rondo.core.clone.CloneReading;
import dev.rondo.core.lifecycle.Control;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * What makes an entry of {@code spec.requests} the record of a gesture. Whoever may edit a run may
 * write entries; those that could not have been recorded are not acted on.
 */
public final class RequestRecord {
  private static final int LONGEST_ID = 100;
  private static final Set<String> WORDS =
      Set.of(GestureWord.STOP, GestureWord.RESUME, GestureWord.CLONE, GestureWord.CHECKPOINT);
  private static final Set<String> RESULTS =
      Set.of(Control.ACCEPTED, Control.DONE, Control.REFUSED);

  private RequestRecord() {}

  /** Why an entry is none; empty: it is one. */
  public static Optional<String> problem(GestureRequest entry) {
    if (isBlank(entry.id()) || entry.id().length() > LONGEST_ID) {
      return told("id", entry.id(), "1 to %d characters".formatted(LONGEST_ID));
    }
    if (entry.gesture() == null || !WORDS.contains(entry.gesture())) {
      return told("gesture", entry.gesture(), "stop, resume, clone or checkpoint");
    }
    if (entry.result() == null || !RESULTS.contains(entry.result())) {
      return told("result", entry.result(), "Accepted, Done or Refused");
    }
    if (!isTime(entry.time())) {
      return told("time", entry.time(), "a time like 2026-01-01T00:00:00Z");
    }
    if (entry.gesture().equals(GestureWord.CHECKPOINT) && !isStep(entry.payload())) {
      return told("payload", entry.payload(), "the step at which a checkpoint was asked for");
    }
    return isAcceptedClone(entry) && !isReadable(entry)
        ? told("payload", entry.payload(), "what a clone changes")
        : Optional.empty();
  }

  private static boolean isAcceptedClone(GestureRequest entry) {
    return entry.gesture().equals(GestureWord.CLONE) && entry.result().equals(Control.ACCEPTED);
  }

  private static boolean isReadable(GestureRequest entry) {
    return ClonePayload.read(entry.id(), entry.payload()) instanceof CloneReading.Accepted;
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }

  private static boolean isTime(String text) {
    try {
      return text != null && Instant.parse(text) != null;
    } catch (DateTimeParseException notOne) {
      return false;
    }
  }

  private static boolean isStep(String text) {
    return text != null && text.matches("[0-9]{1,18}");
  }

  private static Optional<String> told(String field, String value, String must) {
    return Optional.of(
        "%s is %s, must be %s"
            .formatted(field, value == null ? "missing" : "\"" + value + "\"", must));
  }
}
