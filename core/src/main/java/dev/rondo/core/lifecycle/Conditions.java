package dev.rondo.core.lifecycle;

import dev.rondo.api.v1alpha1.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes an object's next conditions out of its last ones: {@code lastTransitionTime} moves only
 * when the status does.
 *
 * @param before the object's conditions as they are
 * @param generation of the spec that is looked at
 * @param now seconds are kept
 */
public record Conditions(List<Condition> before, long generation, Instant now) {
  /** Absent conditions are none. */
  public Conditions {
    before = before == null ? List.of() : List.copyOf(before);
  }

  /** It holds. */
  public Condition yes(String type, String reason, String message) {
    return of(type, "True", reason, message);
  }

  /** It does not hold. */
  public Condition no(String type, String reason, String message) {
    return of(type, "False", reason, message);
  }

  /** It can't be told yet. */
  public Condition unknown(String type, String reason, String message) {
    return of(type, "Unknown", reason, message);
  }

  /** The condition of a type as it was. */
  public Optional<Condition> last(String type) {
    return find(before, type);
  }

  /**
   * The condition of a type.
   *
   * @param conditions of an object; null: none yet
   */
  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  /** The same; Unknown, with no reason, where it is not there. */
  public static Condition findOrUnknown(List<Condition> conditions, String type) {
    return find(conditions, type).orElse(new Condition(type, "Unknown", "", "", null, null));
  }

  /** Whether the condition of a type is there, and True. */
  public static boolean isTrue(List<Condition> conditions, String type) {
    return find(conditions, type).filter(it -> it.status().equals("True")).isPresent();
  }

  /** The condition of a type, where it is there and False. */
  public static Optional<Condition> findFalse(List<Condition> conditions, String type) {
    return find(conditions, type).filter(it -> it.status().equals("False"));
  }

  private Condition of(String type, String status, String reason, String message) {
    String since =
        last(type)
            .filter(condition -> condition.status().equals(status))
            .map(Condition::lastTransitionTime)
            .orElse(Timestamps.seconds(now));
    return new Condition(type, status, reason, message, generation, since);
  }
}
