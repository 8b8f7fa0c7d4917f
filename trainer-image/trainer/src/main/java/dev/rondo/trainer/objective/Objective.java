package dev.rondo.trainer.objective;

import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * What a run's trainer (SFT, DPO, GRPO) asks the model about, and what it makes of the answers. It
 * never sees the model: the model turns rows into log-probabilities, an objective turns these into
 * a loss, metrics and d loss / d logp.
 */
public interface Objective {
  /** The micro-batches of the optimizer step after {@code stepsDone}, in order. */
  List<MicroBatch> step(long stepsDone);

  /** Whether its micro-batches ask a reference policy. */
  default boolean hasReference() {
    return false;
  }

  /** The batches of an evaluation, in order; none without evaluation rows. */
  Stream<MicroBatch> evaluation();

  /**
   * Metrics that are of a whole evaluation rather than means of its batches, by name without {@code
   * eval_}.
   *
   * @param logp sum of the log-probabilities of all its targets, in nats
   */
  default SequencedMap<String, Double> ofEvaluation(double logp) {
    return Collections.emptySortedMap();
  }
}
