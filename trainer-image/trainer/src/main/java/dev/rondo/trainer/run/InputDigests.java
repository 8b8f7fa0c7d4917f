package dev.rondo.trainer.run;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.TrainerArguments;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.digest.Sha256;
import dev.rondo.trainer.model.ModelIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Digests of the files that a run reads besides its rows; empty where it reads none.
 *
 * @param model of the base model
 * @param reference of another model that is its reference
 * @param initFrom of the weights of the adapter that it starts from
 * @param replay of recorded rounds
 */
public record InputDigests(String model, String reference, String initFrom, String replay) {
  /** An older build may not have saved all of them. */
  public InputDigests {
    model = Objects.requireNonNullElse(model, "");
    reference = Objects.requireNonNullElse(reference, "");
    initFrom = Objects.requireNonNullElse(initFrom, "");
    replay = Objects.requireNonNullElse(replay, "");
  }

  /**
   * Reads the files.
   *
   * @param model the base model's directory
   * @param reference the directory of another model that is its reference
   */
  public static InputDigests of(Leaf leaf, Path model, Optional<Path> reference)
      throws IOException {
    Optional<Path> adapter =
        leaf.tuning() instanceof Tuning.Lora lora ? lora.initFrom() : Optional.empty();
    Optional<Path> replay =
        leaf.trainer() instanceof TrainerArguments.Grpo grpo
            ? grpo.settings().replay()
            : Optional.empty();
    return new InputDigests(
        ModelIdentity.of(model),
        reference.isPresent() ? ModelIdentity.of(reference.get()) : "",
        adapter.isPresent() ? ModelIdentity.ofAdapter(adapter.get()) : "",
        replay.isPresent() ? Sha256.of(replay.get()) : "");
  }

  /** What saved digests differ in, for people. */
  List<String> differences(InputDigests saved) {
    List<String> differences = new ArrayList<>();
    if (!model.equals(saved.model())) {
      differences.add("model.uri: the base model's files are others");
    }
    if (!reference.equals(saved.reference())) {
      differences.add("referencePolicy.model: the reference model's files are others");
    }
    if (!initFrom.equals(saved.initFrom())) {
      differences.add("peft.init_from: the adapter's weights are others than it started from");
    }
    if (!replay.equals(saved.replay())) {
      differences.add("generation.replay: the recorded rounds are others");
    }
    return differences;
  }
}
