package dev.rondo.core.leaderboard;

import dev.rondo.api.v1alpha1.Config;
import dev.rondo.api.v1alpha1.DataSource;
import dev.rondo.api.v1alpha1.Dataset;
import dev.rondo.api.v1alpha1.EvalGeneration;
import dev.rondo.api.v1alpha1.ExperimentSpec;
import dev.rondo.api.v1alpha1.Goal;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.TrainerKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Between which runs of an experiment values compare. A loss compares within one evalKey. A few
 * metrics compare also between runs with other tokenizers, losses, references or lengths, as long
 * as they were evaluated on the same data: bits per byte of the text (SFT), how often a reward
 * model is right (DPO), mean rewards (GRPO), measures of generated texts.
 *
 * @param objective the experiment's
 * @param portable metrics that compare across keys
 * @param usual the trainer's metric that does
 */
public record Comparability(Objective objective, Set<String> portable, Objective usual) {
  private static final String BITS_PER_BYTE = "eval_bits_per_byte";
  private static final String ACCURACIES = "eval_rewards/accuracies";
  private static final Set<String> ALWAYS =
      Set.of(
          BITS_PER_BYTE,
          ACCURACIES,
          "reward",
          "eval_reward",
          "eval_exact_match",
          "eval_rougeL",
          "eval_bleu",
          "eval_chrf");

  /** Keeps a copy. */
  public Comparability {
    portable = Set.copyOf(portable);
  }

  /** Of an experiment. */
  public static Comparability of(ExperimentSpec spec) {
    Set<String> portable = new HashSet<>(ALWAYS);
    datasets(spec)
        .map(Dataset::eval)
        .filter(Objects::nonNull)
        .map(DataSource::generate)
        .filter(Objects::nonNull)
        .map(EvalGeneration::regex)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .forEach(regex -> portable.add("eval_" + regex.name()));
    return new Comparability(
        Objectives.of(spec), portable, usual(TrainerKind.orDefault(spec.trainer())));
  }

  private static Stream<Dataset> datasets(ExperimentSpec spec) {
    List<Config> configs = spec.configs() == null ? List.of() : spec.configs();
    return Stream.concat(
            Stream.of(Optional.ofNullable(spec.dataset())),
            Stream.concat(Stream.ofNullable(spec.base()), configs.stream())
                .map(config -> Optional.ofNullable(config.dataset())))
        .flatMap(Optional::stream);
  }

  /** The metric of a trainer that compares across keys. */
  public static Objective usual(TrainerKind trainer) {
    return switch (trainer) {
      case SFT -> new Objective(BITS_PER_BYTE, Goal.Minimize);
      case DPO -> new Objective(ACCURACIES, Goal.Maximize);
      case GRPO -> new Objective("reward", Goal.Maximize);
    };
  }

  /**
   * What runs with these keys are ranked by: the objective, or where that does not compare between
   * them the trainer's metric that does.
   */
  public Objective ranking(Collection<String> evalKeys) {
    return portable.contains(objective.metric()) || !sharesSources(evalKeys) ? objective : usual;
  }

  /** Whether there are runs with different keys that something compares between. */
  private static boolean sharesSources(Collection<String> evalKeys) {
    return evalKeys.stream().map(EvalKey::source).distinct().count()
        < evalKeys.stream().distinct().count();
  }

  /** Runs with equal groups compare in a metric. */
  public String group(String metric, String evalKey) {
    return portable.contains(metric) ? EvalKey.source(evalKey) : evalKey;
  }

  /** What people should know of a ranking of runs with these keys, if anything. */
  public Optional<String> note(Collection<String> evalKeys) {
    if (!sharesSources(evalKeys)) {
      return Optional.empty();
    }
    String metric = ranking(evalKeys).metric();
    if (!metric.equals(objective.metric())) {
      return Optional.of(
          "ranked by %s: %s does not compare between these runs"
              .formatted(metric, objective.metric()));
    }
    return portable.contains(metric)
        ? Optional.of(metric + " compares between these runs, though their losses do not")
        : Optional.empty();
  }
}
