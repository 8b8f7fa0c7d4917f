package dev.rondo.core.stopping;

import dev.rondo.api.v1alpha1.Stopping;
import java.util.Optional;

/** The rule that an experiment asks for. */
public final class StoppingRules {
  /** After one chunk the best of the examples' runs is not always among the better half. */
  private static final int DEFAULT_GRACE = 2;

  private static final int DEFAULT_REDUCTION = 2;

  private StoppingRules() {}

  /**
   * The rule; empty where only people stop runs.
   *
   * @param spec {@code spec.stopping}, valid; null: none
   */
  public static Optional<StoppingRule> of(Stopping spec) {
    if (spec == null) {
      return Optional.empty();
    }
    int grace = spec.graceChunks() == null ? DEFAULT_GRACE : spec.graceChunks();
    int reduction = spec.reductionFactor() == null ? DEFAULT_REDUCTION : spec.reductionFactor();
    return Optional.of(
        switch (spec.rule()) {
          case ASHA -> new Asha(grace, reduction);
          case Median -> new Median(grace);
        });
  }
}
