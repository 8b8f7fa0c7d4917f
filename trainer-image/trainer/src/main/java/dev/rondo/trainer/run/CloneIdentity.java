package dev.rondo.trainer.run;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.TrainerArguments;
import dev.rondo.trainer.digest.Sha256;
import dev.rondo.trainer.grpo.GrpoSettings;
import dev.rondo.trainer.step.ParameterLayout;

/**
 * What another run must have in common with a state to start from it.
 *
 * @param weights digest of the base model and of the trained tensors' names, shapes and places
 * @param rows digest of the prepared training rows and the seed of their order, and of how GRPO's
 *     rounds are made of them
 */
public record CloneIdentity(String weights, String rows) {
  /** Of a run's states. */
  public static CloneIdentity of(
      Leaf leaf, String rowsDigest, ParameterLayout layout, String modelDigest) {
    return new CloneIdentity(
        Sha256.of("weights 1\n%s\n%s\n%s".formatted(modelDigest, leaf.storage(), layout.tensors())),
        Sha256.of(
            "rows 1\n%s\n%d%s".formatted(rowsDigest, leaf.dataSeed(), rounds(leaf.trainer()))));
  }

  private static String rounds(TrainerArguments trainer) {
    return trainer instanceof TrainerArguments.Grpo(GrpoSettings settings, _, _, _)
        ? "\n" + settings.shape()
        : "";
  }
}
