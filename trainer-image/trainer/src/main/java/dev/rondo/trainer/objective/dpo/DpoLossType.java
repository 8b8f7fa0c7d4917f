package dev.rondo.trainer.objective.dpo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** DPOConfig's {@code loss_type}. */
public enum DpoLossType {
  /** DPO, arXiv 2305.18290. */
  SIGMOID,
  /** SLiC, arXiv 2305.10425. */
  HINGE,
  /** IPO, arXiv 2310.12036, on means over the completions' tokens. */
  IPO,
  /** EXO-pref, arXiv 2402.00856. */
  EXO_PAIR,
  /** NCA, arXiv 2402.05369. */
  NCA_PAIR,
  /** Robust DPO, arXiv 2403.00409. */
  ROBUST,
  /** BCO, arXiv 2404.04656. */
  BCO_PAIR,
  /** SPPO with hard labels, arXiv 2405.00675. */
  SPPO_HARD,
  /** AOT, arXiv 2406.05882: pairs sorted by their margins. */
  AOT,
  /** AOT with chosen and rejected sorted each on their own. */
  AOT_UNPAIRED,
  /** APO-zero, arXiv 2408.06266. */
  APO_ZERO,
  /** APO-down, of the same paper. */
  APO_DOWN,
  /** DiscoPOP, arXiv 2406.08414. */
  DISCOPOP,
  /** Negative log-likelihood of the chosen completions, a token mean. */
  SFT,
  /** DPO on means over the completions' tokens. */
  SIGMOID_NORM;

  /** TRL's name. */
  public String fieldValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of this name, if there is one. */
  public static Optional<DpoLossType> named(String fieldValue) {
    return Arrays.stream(values()).filter(t -> t.fieldValue().equals(fieldValue)).findFirst();
  }

  /** TRL's names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(DpoLossType::fieldValue).toList();
  }

  /** Whether it is built on the difference of the scores, so that any f-divergence is sound. */
  public boolean takesDivergence() {
    return switch (this) {
      case SIGMOID, SIGMOID_NORM, HINGE, IPO, EXO_PAIR, ROBUST, DISCOPOP, SFT -> true;
      case NCA_PAIR, BCO_PAIR, SPPO_HARD, AOT, AOT_UNPAIRED, APO_ZERO, APO_DOWN -> false;
    };
  }
}
