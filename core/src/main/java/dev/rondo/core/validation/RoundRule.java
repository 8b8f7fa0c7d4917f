package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.TrainerKind;
import dev.rondo.rewards.Credentials;
import dev.rondo.rewards.RewardParser;
import java.util.Set;

/**
 * What GRPO demands: rewards that can be computed, and groups that fill a round, by TRL's rules.
 */
record RoundRule(JsonNode leaf, TrainerKind trainer, FieldProblem problems) {
  private static final Set<String> OF_SFT = Set.of("nll", "dft");
  private static final int DEFAULT_BATCH = 8;
  private static final int DEFAULT_GENERATIONS = 8;

  void check() {
    if (trainer != TrainerKind.GRPO) {
      foreign("rewards");
      foreign("generation");
      return;
    }
    JsonNode rewards = leaf.path("rewards");
    boolean isReplay = leaf.path("generation").has("replay");
    if (rewards.isEmpty() && !isReplay) {
      problems.add("rewards", "is missing: what is a completion worth?");
    }
    new RewardParser(Credentials.UNCHECKED, problems::add).parse(rewards);
    JsonNode args = leaf.path("trainingArgs");
    String loss = args.path("loss_type").asText();
    if (OF_SFT.contains(loss)) {
      problems.add("trainingArgs.loss_type", "is \"%s\", which is no loss of GRPO".formatted(loss));
    }
    groups(args);
  }

  private void foreign(String section) {
    if (leaf.has(section)) {
      problems.add(section, "belongs to trainer: GRPO, and this one is " + trainer);
    }
  }

  private void groups(JsonNode args) {
    int batch = args.path("per_device_train_batch_size").asInt(DEFAULT_BATCH);
    int group = args.path("num_generations").asInt(DEFAULT_GENERATIONS);
    JsonNode size = args.path("generation_batch_size");
    JsonNode steps = args.path("steps_per_generation");
    boolean isStated = size.isIntegralNumber();
    if (isStated && steps.isIntegralNumber()) {
      problems.add(
          "trainingArgs.generation_batch_size",
          "can't be given together with steps_per_generation");
    } else if (isStated && batch > 0 && size.intValue() % batch != 0) {
      problems.add(
          "trainingArgs.generation_batch_size",
          "is %d, must be a multiple of per_device_train_batch_size, which is %d"
              .formatted(size.intValue(), batch));
      return;
    }
    int accumulation = args.path("gradient_accumulation_steps").asInt(1);
    int round = isStated ? size.intValue() : batch * steps.asInt(accumulation);
    if (group > 0 && round % group != 0) {
      problems.add(
          "trainingArgs.num_generations",
          "is %d, must divide the %d completions of a round (per_device_train_batch_size x"
                  .formatted(group, round)
              + " steps_per_generation), so that a round holds whole groups");
    }
  }
}
