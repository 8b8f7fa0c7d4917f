package dev.rondo.core.validation;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Run;
import java.util.List;

/** What a manifest turned out to be. */
public sealed interface Reading {
  /**
   * Every document is valid.
   *
   * @param experiments in the order of the file
   * @param runs in the order of the file
   */
  record Accepted(List<Experiment> experiments, List<Run> runs) implements Reading {
    /** Keeps copies. */
    public Accepted {
      experiments = List.copyOf(experiments);
      runs = List.copyOf(runs);
    }
  }

  /**
   * Something is wrong.
   *
   * @param problems all of them, by line; at least one
   */
  record Refused(List<Problem> problems) implements Reading {
    /** Keeps a copy. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
