package dev.rondo.trainer.step;

/** How the model's part of a step is differentiated; all give the same gradient. */
enum GradientMethod {
  /** Autograd over a graph kept from the forward pass. */
  KEPT("forward", "backward", false),
  /** Autograd layer by layer, each computed again from its input. */
  CHECKPOINTED("checkpoint", "backward_checkpointed", true);

  private final String forward;
  private final String backward;
  private final boolean recomputes;

  GradientMethod(String forward, String backward, boolean recomputes) {
    this.forward = forward;
    this.backward = backward;
    this.recomputes = recomputes;
  }

  /** The TorchScript method of the forward pass. */
  String forward() {
    return forward;
  }

  /** The TorchScript method of the backward pass. */
  String backward() {
    return backward;
  }

  /** Whether the backward takes the forward's arguments once more. */
  boolean recomputes() {
    return recomputes;
  }
}
