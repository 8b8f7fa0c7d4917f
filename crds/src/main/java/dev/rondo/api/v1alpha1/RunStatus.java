package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What became of a run; all but {@code worker} is the operator's.
 *
 * @param state for printing, derived from the conditions
 * @param best true: of its experiment's runs the one that is ranked first; else absent
 * @param placement where
 * @param source of a clone
 * @param control the last gestures
 * @param conditions by type
 * @param worker the chunk scheduler's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStatus(
    String state,
    Boolean best,
    Placement placement,
    CloneSource source,
    List<ControlEntry> control,
    List<Condition> conditions,
    WorkerReport worker) {
  /** Of a run of which nothing is known. */
  public static final RunStatus EMPTY = new RunStatus(null, null, null, null, null, null, null);

  /** The part that a worker writes. */
  public static RunStatus of(WorkerReport report) {
    return new RunStatus(null, null, null, null, null, null, report);
  }
}
