package dev.rondo.trainer.step;

import java.util.List;

/** A forward pass kept for its backward. Belongs to one thread; close it to free activations. */
public interface ForwardPass extends AutoCloseable {
  /** Outputs of each member, in pack order. */
  List<TokenOutputs> outputs();

  /**
   * Adds d loss / d parameters to each member's gradient.
   *
   * @param dLogp d loss / d logp for each member's target tokens, in the order of the outputs
   */
  void backward(List<float[]> dLogp);

  @Override
  void close();
}
