package dev.rondo.core.clone;

import dev.rondo.api.v1alpha1.Run;
import java.util.List;

/** What becomes of a clone that somebody asks for. */
public sealed interface CloneDecision {
  /**
   * It is to be created.
   *
   * @param run without uid and creation time; its spec is the resolved leaf
   */
  record Make(Run run) implements CloneDecision {}

  /**
   * This very gesture has made it before.
   *
   * @param name the clone's
   */
  record MadeBefore(String name) implements CloneDecision {}

  /**
   * It can't be made.
   *
   * @param problems all of them, each with what to do instead
   */
  record Refused(List<String> problems) implements CloneDecision {
    /** Copies. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
