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
   * @param notes fields that are taken and change nothing, by line
   */
  record Accepted(List<Experiment> experiments, List<Run> runs, List<Problem> notes)
      implements Reading {
    /** Keeps copies. */
    public Accepted {
      experiments = List.copyOf(experiments);
      runs = List.copyOf(runs);
      notes = List.copyOf(notes);
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
