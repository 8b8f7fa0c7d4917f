package dev.rondo.trainer.config;

import dev.rondo.trainer.data.DpoArguments;
import dev.rondo.trainer.data.GrpoArguments;
import dev.rondo.trainer.data.RowArguments;
import dev.rondo.trainer.data.SftArguments;
import dev.rondo.trainer.grpo.GrpoSettings;
import dev.rondo.trainer.objective.SftLoss;
import dev.rondo.trainer.objective.dpo.DpoLoss;
import java.util.Optional;
import java.util.OptionalInt;

/** What a leaf says to its trainer alone. */
public sealed interface TrainerArguments {
  /** How rows become tokens. */
  RowArguments rows();

  /** Everything of it that shapes a number of a run besides its rows, as text for a digest. */
  String numbers();

  /** Whether lora_dropout is applied in training. */
  boolean appliesDropout();

  /** What the policy's logits are divided by. */
  default double temperature() {
    return 1;
  }

  /** Everything of it that shapes a number of an evaluation besides weights and rows. */
  String evalNumbers();

  /** How its reference policy follows the trained one; empty: it stays what it is. */
  default Optional<ReferenceSync> sync() {
    return Optional.empty();
  }

  /** What of it completions are measured by, whatever else shapes an evaluation. */
  default String measures() {
    return "";
  }

  /**
   * Supervised fine-tuning, by TRL's SFTConfig.
   *
   * @param rows how rows become tokens
   * @param loss what is made of their log-probabilities
   */
  record Sft(SftArguments rows, SftLoss loss) implements TrainerArguments {
    @Override
    public String numbers() {
      return "SFT " + loss.fieldValue();
    }

    @Override
    public boolean appliesDropout() {
      return true;
    }

    @Override
    public String evalNumbers() {
      return numbers();
    }
  }

  /**
   * Direct preference optimization, by TRL's DPOConfig.
   *
   * @param rows how rows become tokens
   * @param loss what is made of their log-probabilities
   * @param reference whose log-probabilities the policy's are compared with
   * @param sync how it follows the policy; empty: it stays what it is
   * @param disableDropout disable_dropout: lora_dropout is not applied
   * @param precomputes precompute_ref_log_probs
   * @param precomputeBatchSize precompute_ref_batch_size; empty: the batch sizes of training and
   *     evaluation
   */
  record Dpo(
      DpoArguments rows,
      DpoLoss loss,
      ReferencePolicy reference,
      Optional<ReferenceSync> sync,
      boolean disableDropout,
      boolean precomputes,
      OptionalInt precomputeBatchSize)
      implements TrainerArguments {
    /** Whether the reference is asked about all pairs before training. */
    public boolean asksBefore() {
      return precomputes || reference instanceof ReferencePolicy.Model;
    }

    @Override
    public boolean appliesDropout() {
      return !disableDropout;
    }

    @Override
    public String numbers() {
      return evalNumbers()
          + (disableDropout ? "" : " with dropout")
          + (asksBefore() ? " precomputed " + precomputeBatchSize : "");
    }

    @Override
    public String evalNumbers() {
      return "DPO " + loss + " " + reference + sync.map(s -> " " + s).orElse("");
    }
  }

  /**
   * Group relative policy optimization, by TRL's GRPOConfig.
   *
   * @param settings of rounds, rewards and the loss
   * @param reference whose log-probabilities the KL term compares the policy's with
   * @param sync how it follows the policy; empty: it stays what it is
   * @param disableDropout disable_dropout: lora_dropout is not applied
   */
  record Grpo(
      GrpoSettings settings,
      ReferencePolicy reference,
      Optional<ReferenceSync> sync,
      boolean disableDropout)
      implements TrainerArguments {
    @Override
    public GrpoArguments rows() {
      return new GrpoArguments();
    }

    @Override
    public boolean appliesDropout() {
      return !disableDropout;
    }

    @Override
    public double temperature() {
      return settings.sampling().temperature();
    }

    @Override
    public String numbers() {
      return "GRPO %s %s %s%s"
          .formatted(
              settings.numbers(), reference, disableDropout, sync.map(s -> " " + s).orElse(""));
    }

    @Override
    public String evalNumbers() {
      return "GRPO " + settings.evalNumbers();
    }

    @Override
    public String measures() {
      return evalNumbers();
    }
  }
}
