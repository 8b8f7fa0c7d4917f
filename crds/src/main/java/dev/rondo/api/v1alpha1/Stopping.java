package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Stops runs that fall behind.
 *
 * @param rule which
 * @param graceChunks chunks of data before a run may be stopped (default 2)
 * @param reductionFactor of ASHA: one run in so many passes a rung (default 2)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Stopping(Rule rule, Integer graceChunks, Integer reductionFactor) {
  /** How runs are judged. */
  public enum Rule {
    ASHA,
    Median
  }
}
