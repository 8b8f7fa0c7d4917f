package dev.rondo.exactness;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An experiment on a model and data small enough to train in moments.
 *
 * @param trainer SFT, DPO or GRPO
 * @param configs leaves by their config's name
 * @param chunks per epoch
 * @param slots runs training at the same time
 * @param saveSeconds of training between two saves
 */
record TinyExperiment(
    Trainer trainer,
    Map<String, Map<String, Object>> configs,
    int chunks,
    int slots,
    int saveSeconds) {
  static final String NAME = "tiny";

  private static final Path REFERENCES = Path.of("..", "references").toAbsolutePath().normalize();

  /** An adapter that configs may start from. */
  static final Path ADAPTER = REFERENCES.resolve("cases/dpo-f-ref-adapter/init_adapter");

  private static final int EVAL_ROWS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What trains, and on which rows. */
  enum Trainer {
    SFT("sft-text"),
    DPO("dpo"),
    GRPO("grpo");

    private final String data;

    Trainer(String data) {
      this.data = data;
    }
  }

  /** Two small adapters, four chunks, one slot. */
  static TinyExperiment ofTwo() {
    Map<String, Map<String, Object>> configs = new TreeMap<>();
    configs.put("fast", lora(1e-2, 1));
    configs.put("slow", lora(1e-3, 1));
    return new TinyExperiment(Trainer.SFT, configs, 4, 1, 300);
  }

  private static Map<String, Object> lora(double learningRate, int epochs) {
    return Map.of(
        "peft",
        Map.of("r", 4, "target_modules", List.of("q_proj", "v_proj"), "lora_dropout", 0.1),
        "trainingArgs",
        Map.of(
            "learning_rate",
            learningRate,
            "per_device_train_batch_size",
            1,
            "num_train_epochs",
            epochs,
            "logging_steps",
            1));
  }

  /** Each run alone on one slot, in as few turns as there are. */
  TinyExperiment alone() {
    return new TinyExperiment(trainer, configs, 1, 1, 0);
  }

  /** The training rows, in a file of their own that a test may change. */
  Path copyRows(Path directory, int count) throws IOException {
    List<String> rows =
        Files.readAllLines(REFERENCES.resolve("data/%s.jsonl".formatted(trainer.data)));
    Path file = directory.resolve("train.jsonl");
    Files.write(file, rows.subList(0, count));
    return file;
  }

  /**
   * Writes the manifest.
   *
   * @param rows training rows
   */
  Path write(Path directory, Path rows) throws IOException {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("trainer", trainer.name());
    spec.put("seed", 7);
    spec.put("chunks", chunks);
    spec.put("model", Map.of("uri", REFERENCES.resolve("models/tiny-llama").toString()));
    spec.put(
        "dataset",
        Map.of(
            "train",
            Map.of("uri", rows.toString()),
            "eval",
            Map.of(
                "uri",
                REFERENCES.resolve("data/%s-eval.jsonl".formatted(trainer.data)).toString(),
                "limit",
                EVAL_ROWS)));
    if (saveSeconds > 0) {
      spec.put("checkpoints", Map.of("everySeconds", saveSeconds));
    }
    spec.put("worker", Map.of("gpus", 0, "slots", slots));
    List<Map<String, Object>> leaves =
        configs.entrySet().stream()
            .map(config -> {
              Map<String, Object> leaf = new LinkedHashMap<>();
              leaf.put("name", config.getKey());
              leaf.putAll(config.getValue());
              return leaf;
            })
            .toList();
    spec.put("configs", leaves);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("apiVersion", "rondo.dev/v1alpha1");
    manifest.put("kind", "Experiment");
    manifest.put("metadata", Map.of("name", NAME));
    manifest.put("spec", spec);
    Files.createDirectories(directory);
    Path file = directory.resolve("experiment.yaml");
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
    return file;
  }

  /** Names of its runs. */
  List<String> runs() {
    return configs.keySet().stream().map(config -> NAME + "-" + config + "-1").toList();
  }
}
