package dev.rondo.trainer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.grpo.GrpoSettings;
import dev.rondo.trainer.grpo.LossType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GRPO leaves: TRL's defaults, and what is wrong with the others. */
class GrpoParserTest {
  private static final String REWARDS = "\"rewards\": [{\"json\": {}}]";

  @Test
  void whatIsNotStatedIsAsInTrl() throws Exception {
    GrpoSettings settings = grpo(REWARDS + ", \"peft\": {}");
    assertEquals(8, settings.batchSize());
    assertEquals(8, settings.advantages().groupSize());
    assertEquals(1, settings.stepsPerGeneration());
    assertEquals(1, settings.iterations());
    assertEquals(512, settings.sampling().maxNewTokens());
    assertEquals(1, settings.sampling().temperature());
    assertEquals(LossType.DAPO, settings.loss().type());
    assertEquals(0, settings.loss().beta());
    assertEquals(0.2, settings.loss().epsilon());
    assertEquals(0.2, settings.loss().epsilonHigh());
    assertTrue(settings.shuffle());
  }

  @Test
  void stepsPerGenerationFollowsTheGenerationBatchOrElseTheAccumulation() throws Exception {
    String accumulated =
        ", \"trainingArgs\": {\"per_device_train_batch_size\": 4, \"gradient_accumulation_steps\": 6";
    assertEquals(6, grpo(REWARDS + accumulated + "}").stepsPerGeneration());
    assertEquals(
        4, grpo(REWARDS + accumulated + ", \"generation_batch_size\": 16}").stepsPerGeneration());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "num_generations": 3                                        | num_generations: is 3, must divide the 8 completions of a round (per_device_train_batch_size 8 x steps_per_generation 1): a round holds whole groups
          "num_generations": 1                                        | num_generations: must be a whole number of at least 2, is 1
          "generation_batch_size": 12                                 | generation_batch_size: is 12, must be a multiple of per_device_train_batch_size, 8
          "generation_batch_size": 16, "steps_per_generation": 2      | generation_batch_size: cannot be given together with steps_per_generation
          "reward_weights": [1, 2]                                    | reward_weights: has 2 numbers for 1 rewards
          "reward_weights": ["much"]                                  | reward_weights: must be a list of numbers, has "much"
          "loss_type": "ppo"                                          | loss_type
          "scale_rewards": "rows"                                     | scale_rewards
          "importance_sampling_level": "word"                         | importance_sampling_level
          "epsilon": -0.1                                             | epsilon
          "top_entropy_quantile": 1.5                                 | top_entropy_quantile
          """)
  void aWrongArgumentIsNamed(String argument, String expected) {
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> grpo(REWARDS + ", \"trainingArgs\": {" + argument + "}"));
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "peft": {}                                                  | rewards: is missing: what is a completion worth?
          "rewards": []                                               | rewards: is missing
          "rewards": [{"cel": "completion"}]                          | rewards[0].cel: is of type string
          "rewards": [{"cel": "size(completion) + completion"}]       | rewards[0].cel: is no valid CEL
          "rewards": [{"cel": "1.0 +"}]                               | rewards[0].cel: is no valid CEL
          "rewards": [{"json": {}}], "generation": {"vllm": true}     | vllm
          """)
  void wrongRewardsAreNamed(String config, String expected) {
    RefusedException refused = assertThrows(RefusedException.class, () -> grpo(config));
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
  }

  private static GrpoSettings grpo(String config) throws RefusedException {
    Leaf leaf =
        LeafParser.parse(
            """
            {"trainer": "GRPO", "model": {"uri": "/model"}, "dataset": {"train": {"uri": "/t.jsonl"}}, "config": {%s}}
            """
                .formatted(config));
    return leaf.trainer() instanceof TrainerArguments.Grpo(GrpoSettings settings, _, _, _)
        ? settings
        : null;
  }
}
