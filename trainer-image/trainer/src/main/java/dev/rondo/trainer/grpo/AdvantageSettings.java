package dev.rondo.trainer.grpo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How rewards become advantages, by TRL's names.
 *
 * @param groupSize num_generations
 * @param scale scale_rewards
 * @param normalizeThenSum multi_objective_aggregation: normalize_then_sum
 */
public record AdvantageSettings(int groupSize, Scale scale, boolean normalizeThenSum) {
  /** What differences of rewards are divided by. */
  public enum Scale {
    GROUP,
    BATCH,
    NONE;

    /** TRL's names. */
    public static List<String> names() {
      return Arrays.stream(values()).map(scale -> scale.name().toLowerCase(Locale.ROOT)).toList();
    }

    /** The scale of TRL's name. */
    public static Optional<Scale> named(String name) {
      return Arrays.stream(values())
          .filter(scale -> scale.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst();
    }
  }
}
