package dev.rondo.trainer.objective;

import java.util.Locale;
import java.util.Optional;

/** TRL's loss_type of SFT, by token. */
public enum SftLoss {
  /** -log p. */
  NLL {
    @Override
    double weight(double logp) {
      return 1;
    }
  },
  /** -log p times p, which no gradient goes through (Dynamic Fine-Tuning, arXiv 2508.05629). */
  DFT {
    @Override
    double weight(double logp) {
      return Math.exp(logp);
    }
  };

  /** What a token's -log p counts. */
  abstract double weight(double logp);

  /** By its name in a manifest. */
  public static Optional<SftLoss> named(String name) {
    return switch (name) {
      case "nll" -> Optional.of(NLL);
      case "dft" -> Optional.of(DFT);
      default -> Optional.empty();
    };
  }

  /** Its name in a manifest. */
  public String fieldValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
