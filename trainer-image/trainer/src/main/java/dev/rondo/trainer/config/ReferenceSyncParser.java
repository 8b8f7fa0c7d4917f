package dev.rondo.trainer.config;

import java.util.Optional;

/** Reads {@code sync_ref_model} and what belongs to it. */
final class ReferenceSyncParser {
  private static final int DEFAULT_STEPS = 512;
  private static final double DEFAULT_SHARE = 0.6;

  private ReferenceSyncParser() {}

  static Optional<ReferenceSync> parse(Fields args, Tuning tuning, ReferencePolicy reference) {
    ReferenceSync sync =
        new ReferenceSync(
            args.integer("ref_model_sync_steps", DEFAULT_STEPS, 1),
            args.real("ref_model_mixup_alpha", DEFAULT_SHARE, 0, 1));
    if (!args.flag("sync_ref_model", false)) {
      return Optional.empty();
    }
    if (tuning instanceof Tuning.Lora) {
      args.problem(
          "sync_ref_model",
          "needs full fine-tuning, as in TRL: with peft the reference is the base with the adapter off, which nothing moves; leave peft out or sync_ref_model");
    }
    if (reference instanceof ReferencePolicy.Model) {
      args.problem(
          "sync_ref_model",
          "cannot be given together with referencePolicy {model: URI}, which is asked once, before training");
    }
    return Optional.of(sync);
  }
}
