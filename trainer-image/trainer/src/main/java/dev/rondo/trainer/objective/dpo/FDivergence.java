package dev.rondo.trainer.objective.dpo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * DPOConfig's {@code f_divergence_type}: the score f'(t) of a completion whose probability is t
 * times the reference's (f-DPO, arXiv 2309.16240).
 */
public enum FDivergence {
  /** log t: DPO itself. */
  REVERSE_KL,
  /** 1 - 1/t. */
  FORWARD_KL,
  /** log(2t / (t + 1)). */
  JS_DIVERGENCE,
  /** (t^(alpha - 1) - 1) / (alpha - 1). */
  ALPHA_DIVERGENCE;

  /** TRL clamps the exponent to what float32 can hold. */
  private static final double LARGEST_EXPONENT = 80;

  private static final double IS_ONE = 1e-6;

  /** TRL's name. */
  public String fieldValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The divergence of this name, if there is one. */
  public static Optional<FDivergence> named(String fieldValue) {
    return Arrays.stream(values()).filter(f -> f.fieldValue().equals(fieldValue)).findFirst();
  }

  /** TRL's names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(FDivergence::fieldValue).toList();
  }

  /**
   * The score of a log-ratio log t.
   *
   * @param alpha f_alpha_divergence_coef
   */
  double score(double logRatio, double alpha) {
    return switch (this) {
      case REVERSE_KL -> logRatio;
      case FORWARD_KL -> 1 - Math.exp(-logRatio);
      case JS_DIVERGENCE -> Math.log(2) - Logistic.softplus(-logRatio);
      case ALPHA_DIVERGENCE ->
          isReverseKl(alpha)
              ? logRatio
              : (Math.exp(Math.min((alpha - 1) * logRatio, LARGEST_EXPONENT)) - 1) / (alpha - 1);
    };
  }

  /** d score / d log-ratio. */
  double slope(double logRatio, double alpha) {
    return switch (this) {
      case REVERSE_KL -> 1;
      case FORWARD_KL -> Math.exp(-logRatio);
      case JS_DIVERGENCE -> Logistic.sigmoid(-logRatio);
      case ALPHA_DIVERGENCE -> {
        double exponent = (alpha - 1) * logRatio;
        yield isReverseKl(alpha) ? 1 : exponent > LARGEST_EXPONENT ? 0 : Math.exp(exponent);
      }
    };
  }

  private static boolean isReverseKl(double alpha) {
    return Math.abs(alpha - 1) < IS_ONE;
  }
}
