package dev.rondo.trainer.service;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.TrainerArguments;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.model.ModelConfig;
import dev.rondo.trainer.run.LargestBatch;
import dev.rondo.trainer.run.RunSession;
import dev.rondo.trainer.step.AvailableMemory;
import dev.rondo.trainer.step.MemoryEstimate;
import dev.rondo.trainer.torch.ComputeDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Refuses a run that this machine has no memory for, and says what it has memory for. */
final class MemoryCheck {
  private static final double GIGABYTE = 1e9;
  private static final double BFLOAT16_BYTES = 2;
  private static final Tuning SMALL =
      new Tuning.Lora(8, 8, 0, List.of("q_proj", "v_proj"), false, false, Optional.empty());

  private MemoryCheck() {}

  /**
   * Before anything is loaded: the base, and what is trained of it.
   *
   * @throws RefusedException if they do not fit, or the model's files are not whole
   */
  static void beforeLoading(Inputs inputs, ComputeDevice device)
      throws IOException, RefusedException {
    Leaf leaf = inputs.leaf();
    MemoryEstimate estimate = MemoryEstimate.of(inputs.model(), leaf.storage(), leaf.tuning());
    long available = AvailableMemory.bytes(device);
    if (estimate.total() > available) {
      throw new RefusedException(
          "model.uri",
          text(estimate, leaf, available, "activations") + "; " + advice(inputs, available));
    }
  }

  /**
   * With the activations of the largest micro-batch.
   *
   * @return what a turn takes, in bytes
   * @throws RefusedException if it does not fit
   */
  static long withData(Inputs inputs, RunSession session, ComputeDevice device)
      throws IOException, RefusedException {
    Leaf leaf = inputs.leaf();
    ModelConfig config = ModelConfig.read(inputs.model());
    LargestBatch batch = LargestBatch.of(session);
    MemoryEstimate trained = MemoryEstimate.of(inputs.model(), leaf.storage(), leaf.tuning());
    MemoryEstimate without = session.keepsReference() ? trained.withFrozenReference() : trained;
    MemoryEstimate estimate =
        without.with(config, batch.tokens(), batch.targets(), leaf.gradientCheckpointing());
    // The base may be resident already, and is then no longer among what is available.
    long available = AvailableMemory.bytes(device) + without.base();
    if (estimate.total() > available) {
      int size = leaf.budget().perDeviceTrainBatchSize();
      double room = Math.max(0, available - without.total());
      long fits = (long) (size * room / Math.max(1, estimate.activations()));
      throw new RefusedException(
          "trainingArgs.per_device_train_batch_size",
          "is %d; its largest micro-batch has %d tokens, with which the run %s; %s"
              .formatted(
                  size,
                  batch.tokens(),
                  text(estimate, leaf, available, "activations"),
                  fits >= 1
                      ? "%d would fit, with gradient_accumulation_steps for the rest"
                          .formatted(fits)
                      : "a smaller max_length would fit"));
    }
    MemoryEstimate decoding = without.withDecoding(session.decodingBytes(config, without.base()));
    if (decoding.total() > available) {
      boolean isOfRounds = leaf.trainer() instanceof TrainerArguments.Grpo;
      throw new RefusedException(
          isOfRounds ? "trainingArgs.max_completion_length" : "dataset.eval.generate",
          "has the model generate, with which the run %s; %s take less"
              .formatted(
                  text(decoding, leaf, available, "what it generates"),
                  isOfRounds
                      ? "shorter completions or smaller rounds"
                      : "a smaller limit or maxNewTokens"));
    }
    long steps = Math.max(estimate.total(), decoding.total());
    return Math.max(steps, ofReference(inputs, batch, available));
  }

  /**
   * What it takes to ask another model before training, in whose place the base is then loaded.
   *
   * @return 0 without one
   */
  private static long ofReference(Inputs inputs, LargestBatch batch, long available)
      throws IOException, RefusedException {
    if (inputs.reference().isEmpty()
        || !(inputs.leaf().trainer() instanceof TrainerArguments.Dpo dpo)) {
      return 0;
    }
    Leaf leaf = inputs.leaf();
    Path model = inputs.reference().get();
    int trainSize = leaf.budget().perDeviceTrainBatchSize();
    double share = (double) dpo.precomputeBatchSize().orElse(trainSize) / trainSize;
    MemoryEstimate estimate =
        MemoryEstimate.of(model, leaf.storage(), SMALL)
            .untrained()
            .with(
                ModelConfig.read(model),
                (long) Math.ceil(share * batch.tokens()),
                (long) Math.ceil(share * batch.targets()),
                true);
    if (estimate.total() > available) {
      throw new RefusedException(
          "referencePolicy.model",
          "needs about %s of memory to be asked before training, and %s are available: %s for the model as %s, %s for activations, which a smaller trainingArgs.precompute_ref_batch_size makes fewer"
              .formatted(
                  gigabytes(estimate.total()),
                  gigabytes(available),
                  gigabytes(estimate.base()),
                  leaf.storage().fieldValue(),
                  gigabytes(estimate.activations())));
    }
    return estimate.total();
  }

  private static String text(MemoryEstimate estimate, Leaf leaf, long available, String last) {
    return "needs about %s of memory, and %s are available: %s for the base as %s, %s for what is"
        .concat(" trained and its saved states, %s for %s")
        .formatted(
            gigabytes(estimate.total()),
            gigabytes(available),
            gigabytes(estimate.base()),
            leaf.storage().fieldValue(),
            gigabytes(estimate.state()),
            gigabytes(estimate.activations()),
            last);
  }

  /** The largest thing that would fit. */
  private static String advice(Inputs inputs, long available) throws IOException, RefusedException {
    Leaf leaf = inputs.leaf();
    Path model = inputs.model();
    if (leaf.tuning() instanceof Tuning.Full) {
      MemoryEstimate adapter = MemoryEstimate.of(model, leaf.storage(), SMALL);
      if (adapter.total() <= available) {
        return "with peft, which trains an adapter, %s would do"
            .formatted(gigabytes(adapter.total()));
      }
    }
    MemoryEstimate half = MemoryEstimate.of(model, Precision.BFLOAT16, SMALL);
    if (leaf.storage() == Precision.FLOAT32 && half.total() <= available) {
      return "with model.dtype: bfloat16 and peft, %s would do".formatted(gigabytes(half.total()));
    }
    return String.format(
        Locale.ROOT,
        "the largest model that would fit has about %.1f billion parameters, with model.dtype:"
            + " bfloat16 and peft",
        available / GIGABYTE / BFLOAT16_BYTES);
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
  }
}
