package dev.rondo.trainer.objective;

import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.step.TokenOutputs;
import java.util.List;

/** One forward and backward pass of a run: what the model is asked, and the loss of its answers. */
public interface MicroBatch {
  /** Rows that the trained policy is asked about. */
  List<TokenRow> rows();

  /**
   * Rows that the run's frozen reference policy is asked about; none where the objective has no
   * reference, or knows its answers already.
   */
  default List<TokenRow> referenceRows() {
    return List.of();
  }

  /** Data rows it consumes: the weight of its loss in an evaluation. */
  default int size() {
    return rows().size();
  }

  /** Its part of TRL's num_tokens. */
  default long tokens() {
    return rows().stream().mapToLong(row -> row.ids().length).sum();
  }

  /**
   * The loss of the model's answers.
   *
   * @param policy about {@link #rows}
   * @param reference about {@link #referenceRows}; empty outputs where there are none
   */
  Loss loss(TokenOutputs policy, TokenOutputs reference);
}
