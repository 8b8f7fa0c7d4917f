package dev.rondo.trainer.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.rewards.Credentials;
import dev.rondo.rewards.NamedReward;
import dev.rondo.rewards.RewardParser;
import dev.rondo.trainer.generation.Sampling;
import dev.rondo.trainer.grpo.AdvantageSettings;
import dev.rondo.trainer.grpo.GrpoSettings;
import dev.rondo.trainer.grpo.LossType;
import dev.rondo.trainer.grpo.PolicyLoss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads what only a GRPO leaf has: TRL's GRPOConfig, {@code rewards} and {@code generation}. */
final class GrpoParser {
  private static final int DEFAULT_GENERATIONS = 8;
  private static final int DEFAULT_COMPLETION = 512;
  private static final double MAX = Double.MAX_VALUE;

  /** Taken so that configs can be pasted: they change no number here. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "log_completions",
          "num_completions_to_print",
          "log_unique_prompts",
          "cache_implementation");

  private final Fields config;
  private final Fields args;
  private final List<Problem> problems;

  GrpoParser(Fields config, Fields args, List<Problem> problems) {
    this.config = config;
    this.args = args;
    this.problems = problems;
  }

  TrainerArguments.Grpo parse(Budget budget, Tuning tuning) {
    JsonNode rewards = config.node("rewards");
    Fields generation = config.nested("generation");
    Optional<Path> replay = generation.text("replay").map(Path::of);
    generation.refuseOthers();
    List<NamedReward> parsed =
        new RewardParser(
                Credentials.of(System.getenv()),
                (field, message) -> problems.add(new Problem(field, message)))
            .parse(rewards);
    if (rewards.isEmpty() && replay.isEmpty()) {
      problems.add(new Problem("rewards", "is missing: what is a completion worth?"));
    }
    GrpoSettings settings = settings(budget, parsed, replay, rewards.toString());
    ReferencePolicy reference = ReferencePolicyParser.parse(config, tuning);
    Optional<ReferenceSync> sync = ReferenceSyncParser.parse(args, tuning, reference);
    if (sync.isPresent() && settings.loss().beta() == 0) {
      args.problem("sync_ref_model", "needs a beta above 0: without it no reference is asked");
    }
    return new TrainerArguments.Grpo(
        settings, reference, sync, args.flag("disable_dropout", false));
  }

  private GrpoSettings settings(
      Budget budget, List<NamedReward> rewards, Optional<Path> replay, String digested) {
    args.accept(WITHOUT_EFFECT);
    int groupSize = args.integer("num_generations", DEFAULT_GENERATIONS, 2);
    int longest = args.integer("max_completion_length", DEFAULT_COMPLETION, 1);
    int steps = stepsPerGeneration(budget, groupSize);
    String scale = args.node("scale_rewards").isBoolean() ? scaleFlag() : "";
    double epsilon = args.real("epsilon", 0.2, 0, MAX);
    PolicyLoss loss =
        new PolicyLoss(
            args.choice("loss_type", "dapo", LossType::named, LossType.names()),
            args.real("beta", 0, 0, MAX),
            epsilon,
            args.real("epsilon_high", epsilon, 0, MAX),
            optional("delta"),
            args.choice("importance_sampling_level", "token", List.of("token", "sequence"))
                .equals("sequence"),
            args.flag("use_bias_correction_kl", true),
            args.real("top_entropy_quantile", 1, 0, 1),
            optional("off_policy_mask_threshold"),
            args.real("sapo_temperature_pos", 1, Double.MIN_VALUE, MAX),
            args.real("sapo_temperature_neg", 1.05, Double.MIN_VALUE, MAX),
            new PolicyLoss.Vespo(
                args.real("vespo_k_pos", 2, 0, MAX),
                args.real("vespo_lambda_pos", 3, 0, MAX),
                args.real("vespo_k_neg", 3, 0, MAX),
                args.real("vespo_lambda_neg", 2, 0, MAX)),
            longest);
    AdvantageSettings advantages =
        new AdvantageSettings(
            groupSize,
            scale.isEmpty()
                ? args.choice(
                    "scale_rewards",
                    "group",
                    AdvantageSettings.Scale::named,
                    AdvantageSettings.Scale.names())
                : AdvantageSettings.Scale.named(scale).orElseThrow(),
            args.choice(
                    "multi_objective_aggregation",
                    "sum_then_normalize",
                    List.of("sum_then_normalize", "normalize_then_sum"))
                .equals("normalize_then_sum"));
    return new GrpoSettings(
        budget.perDeviceTrainBatchSize(),
        budget.gradientAccumulationSteps(),
        steps,
        args.integer("num_iterations", 1, 1),
        args.integer("num_generations_eval", groupSize, 1),
        args.flag("shuffle_dataset", true),
        args.flag("mask_truncated_completions", false),
        sampling(longest),
        loss,
        advantages,
        rewards,
        weights(rewards),
        replay,
        digested);
  }

  private OptionalDouble optional(String name) {
    return args.has(name) ? OptionalDouble.of(args.real(name, 0, 0, MAX)) : OptionalDouble.empty();
  }

  /** As Transformers' booleans of old: true is group, false none. */
  private String scaleFlag() {
    return args.flag("scale_rewards", true) ? "group" : "none";
  }

  private int stepsPerGeneration(Budget budget, int groupSize) {
    int batch = budget.perDeviceTrainBatchSize();
    Optional<Integer> size = args.optionalInteger("generation_batch_size", 1);
    Optional<Integer> stated = args.optionalInteger("steps_per_generation", 1);
    if (size.isPresent() && stated.isPresent()) {
      args.problem("generation_batch_size", "cannot be given together with steps_per_generation");
    }
    if (size.isPresent() && size.get() % batch != 0) {
      args.problem(
          "generation_batch_size",
          "is %d, must be a multiple of per_device_train_batch_size, %d"
              .formatted(size.get(), batch));
    }
    int steps =
        size.map(s -> Math.max(1, s / batch))
            .or(() -> stated)
            .orElse(budget.gradientAccumulationSteps());
    if (batch * steps % groupSize != 0) {
      args.problem(
          "num_generations",
          "is %d, must divide the %d completions of a round (per_device_train_batch_size %d x steps_per_generation %d): a round holds whole groups"
              .formatted(groupSize, batch * steps, batch, steps));
    }
    return steps;
  }

  private Sampling sampling(int longest) {
    return new Sampling(
        args.real("temperature", 1, Double.MIN_VALUE, MAX),
        args.real("top_p", 1, Double.MIN_VALUE, 1),
        args.integer("top_k", 0, 0),
        args.real("min_p", 0, 0, 1),
        args.real("repetition_penalty", 1, Double.MIN_VALUE, MAX),
        longest,
        List.of());
  }

  private List<Double> weights(List<NamedReward> rewards) {
    JsonNode stated = args.node("reward_weights");
    List<Double> weights = new ArrayList<>();
    for (JsonNode weight : stated) {
      if (!weight.isNumber()) {
        args.problem("reward_weights", "must be a list of numbers, has " + weight);
      }
      weights.add(weight.asDouble());
    }
    if (!weights.isEmpty() && !rewards.isEmpty() && weights.size() != rewards.size()) {
      args.problem(
          "reward_weights",
          "has %d numbers for %d rewards; leave it out and give each reward its weight"
              .formatted(weights.size(), rewards.size()));
    }
    return weights;
  }
}
