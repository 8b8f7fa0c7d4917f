package dev.rondo.trainer.config;

/** Which frozen policy a run is held to. Fixed when the run is created. */
public sealed interface ReferencePolicy {
  /** The base model without an adapter; with full fine-tuning what the run started from. */
  record Base() implements ReferencePolicy {}

  /** A frozen copy of the adapter that the run started from. */
  record Initial() implements ReferencePolicy {}

  /**
   * Another model with the same vocabulary. It is asked before training.
   *
   * @param uri of it
   */
  record Model(String uri) implements ReferencePolicy {
    /** Without the path: what lies there counts. */
    @Override
    public String toString() {
      return "Model";
    }
  }
}
