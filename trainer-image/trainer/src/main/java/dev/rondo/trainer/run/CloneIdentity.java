package dev.rondo.trainer.run;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.step.ParameterLayout;

/**
 * What another run must have in common with a state to start from it.
 *
 * @param weights digest of the base model and of the trained tensors' names, shapes and places
 * @param rows digest of the prepared training rows and the seed of their order
 */
public record CloneIdentity(String weights, String rows) {
  /** Of a run's states. */
  public static CloneIdentity of(
      Leaf leaf, String rowsDigest, ParameterLayout layout, String modelDigest) {
    return new CloneIdentity(
        RunDigest.sha256(
            "weights 1\n%s\n%s\n%s".formatted(modelDigest, leaf.storage(), layout.tensors())),
        RunDigest.sha256("rows 1\n%s\n%d".formatted(rowsDigest, leaf.dataSeed())));
  }
}
