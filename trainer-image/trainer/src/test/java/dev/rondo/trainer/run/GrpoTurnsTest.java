package dev.rondo.trainer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GRPO runs in several turns, cut inside rounds, against the same in one; and that they learn. */
class GrpoTurnsTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"num_iterations\": 2, \"steps_per_generation\": 2, \"beta\": 0.04",
        "\"steps_per_generation\": 3, \"gradient_accumulation_steps\": 2, \"importance_sampling_level\": \"sequence\"",
        "\"num_iterations\": 3, \"loss_type\": \"cispo\", \"epsilon_high\": 1.5, \"mask_truncated_completions\": true",
        "\"num_iterations\": 2, \"loss_type\": \"dr_grpo\", \"off_policy_mask_threshold\": 0.01, \"epsilon\": 0.05",
        "\"temperature\": 0.8, \"top_p\": 0.9, \"top_k\": 50, \"min_p\": 0.01, \"repetition_penalty\": 1.1, \"logging_steps\": 2"
      })
  void turnsChangeNoBit(String arguments) throws Exception {
    String logging = arguments.contains("logging_steps") ? "" : "\"logging_steps\": 1, ";
    GrpoTraining training =
        new GrpoTraining(
            ROOT.resolve("references/models/tiny-llama"),
            ROOT.resolve("references/data/grpo.jsonl"),
            """
            {"rewards": [{"length": {"min": 2, "max": 5}}],
             "peft": {"r": 4, "target_modules": ["q_proj", "v_proj"], "lora_dropout": 0.1},
             "trainingArgs": {"per_device_train_batch_size": 4, "num_generations": 4, "max_steps": 6,
               "max_completion_length": 6, "learning_rate": 0.01, %s%s}}
            """
                .formatted(logging, arguments),
            directory);
    GrpoTraining.Trained whole = training.train("whole", 6);
    GrpoTraining.Trained parts = training.train("parts", 1, 2, 5, 6);
    assertEquals(whole.records(), parts.records());
    assertEquals(-1, whole.vectors().mismatch(parts.vectors()));
  }

  @Test
  void theExampleModelLearnsWhatIsRewarded() throws Exception {
    GrpoTraining training =
        new GrpoTraining(
            ROOT.resolve("examples/model"),
            ROOT.resolve("examples/data/arithmetic-train.jsonl"),
            """
            {"rewards": [{"name": "style", "cel": "completion.startsWith('The answer is')"}],
             "peft": {"r": 8, "lora_alpha": 16, "target_modules": "all-linear"},
             "trainingArgs": {"per_device_train_batch_size": 32, "num_generations": 8, "max_steps": 10,
               "max_completion_length": 8, "learning_rate": 0.003, "lr_scheduler_type": "constant",
               "logging_steps": 1}}
            """,
            directory);
    double[] rewards =
        training.train("style", 10).records().stream()
            .mapToDouble(record -> record.path("reward").asDouble(-1))
            .toArray();
    double first = (rewards[0] + rewards[1]) / 2;
    double last = (rewards[8] + rewards[9]) / 2;
    assertTrue(last > first + 0.2, () -> "from %.3f to %.3f".formatted(first, last));
  }
}
