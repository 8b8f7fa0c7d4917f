package dev.rondo.api.fields;

import java.util.Set;

/** The fields of {@code spec} that may change after creation; all others say what the runs are. */
public final class EditableFields {
  /** Of an Experiment: what is tried, on what, and whether now. */
  public static final Set<String> EXPERIMENT =
      Set.of(
          "configs",
          "search",
          "stopping",
          "worker",
          "suspend",
          "tracking",
          "maxRuns",
          "ttlSecondsAfterFinished");

  /** Of a Run: what a person wants of it and how soon, and what the operator took in. */
  public static final Set<String> RUN = Set.of("desiredState", "priority", "requests");

  private EditableFields() {}
}
