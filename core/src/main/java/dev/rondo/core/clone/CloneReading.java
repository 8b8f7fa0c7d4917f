package dev.rondo.core.clone;

import java.util.List;

/** A clone's payload, read. */
public sealed interface CloneReading {
  /** It makes sense, as far as can be told without the parent. */
  record Accepted(CloneRequest request) implements CloneReading {}

  /**
   * It makes none.
   *
   * @param problems all of them, each with the field and what is allowed
   */
  record Refused(List<String> problems) implements CloneReading {
    /** Copies. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
