package dev.rondo.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad input is a message that names file, line or field, before anything trains. */
class BadInputTest {
  private static final String GOOD_MODEL = "{uri: " + SampleFiles.MODEL + "}";
  private static final String GOOD_DATA = "{train: {uri: good.jsonl}}";
  private static final String GOOD_BASE =
      "peft: {r: 4}\ntrainingArgs: {per_device_train_batch_size: 2, max_steps: 2}";

  @TempDir private static Path directory;

  private static CommandLineProcess.Result validated;

  /**
   * Something wrong.
   *
   * @param manifest its text
   * @param message what must be said; FILE stands for the manifest's name
   */
  record Case(String name, String manifest, List<String> message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("malformed-yaml", "kind: [Experiment", List.of("FILE:1:")),
        base("typo", "trainingArgs: {lerning_rate: 1.0e-3}", "FILE:10:", "learning_rate"),
        base("rank-zero", "peft: {r: 0}", "FILE:10:", "peft.r is 0"),
        base(
            "unknown-target",
            "peft: {target_modules: [q_proj, w_proj]}",
            "FILE:10:",
            "peft.target_modules no module is named 'w_proj'"),
        base("four-bit", "trainingArgs: {load_in_4bit: true}", "FILE:10:", "load_in_4bit"),
        base("saved-modules", "peft: {modules_to_save: [lm_head]}", "FILE:10:", "modules_to_save"),
        base("unsupported", "trainingArgs: {use_liger_kernel: true}", "FILE:10:", "not supported"),
        model("dtype", "{uri: " + SampleFiles.MODEL + ", dtype: int8}", "FILE:7:", "float32"),
        model("no-model", "{uri: nowhere}", "FILE:7:", "model.uri", "nowhere is no directory"),
        model("architecture", "{uri: gpt}", "FILE:7:", "model_type 'gpt2' is not supported"),
        model("truncated", "{uri: short}", "short/model.safetensors", "is truncated"),
        model("too-big", "{uri: big}", "FILE:7:", "model.uri needs about", "would fit"),
        data("no-file", "{train: {uri: none.jsonl}}", "FILE:8:", "none.jsonl is no file"),
        data("empty", "{train: {uri: empty.jsonl}}", "empty.jsonl: has no rows"),
        data("no-column", "{train: {uri: other.jsonl}}", "other.jsonl:1", "needs the columns"),
        data("not-json", "{train: {uri: broken.jsonl}}", "broken.jsonl:1:"),
        data(
            "template-column",
            "{train: {uri: good.jsonl}, format: {prompt: \"{{ question }}\", completion: x}}",
            "good.jsonl:1",
            "question"),
        base("other-adapter", "peft: {init_from: adapter}", "adapter", "lora_A", "has shape"));
  }

  private static Case base(String name, String base, String... message) {
    return of(name, GOOD_MODEL, GOOD_DATA, base, message);
  }

  private static Case model(String name, String model, String... message) {
    return of(name, model, GOOD_DATA, GOOD_BASE, message);
  }

  private static Case data(String name, String data, String... message) {
    return of(name, GOOD_MODEL, data, GOOD_BASE, message);
  }

  private static Case of(String name, String model, String data, String base, String... message) {
    return new Case(name, SampleFiles.manifest(name, model, data, base), List.of(message));
  }

  @BeforeAll
  static void validateAll() throws IOException, InterruptedException {
    SampleFiles.write(directory.resolve("good.jsonl"), SampleFiles.rows(6));
    SampleFiles.write(directory.resolve("empty.jsonl"), "");
    SampleFiles.write(directory.resolve("other.jsonl"), "{\"question\": \"a\"}\n");
    SampleFiles.write(directory.resolve("broken.jsonl"), "{\"prompt\": \n");
    SampleFiles.copyModel(directory.resolve("gpt"));
    Path config = directory.resolve("gpt/config.json");
    Files.writeString(config, Files.readString(config).replace("\"llama\"", "\"gpt2\""));
    SampleFiles.copyModel(directory.resolve("short"));
    Path weights = directory.resolve("short/model.safetensors");
    Files.write(weights, java.util.Arrays.copyOf(Files.readAllBytes(weights), 100_000));
    SampleFiles.copyModel(directory.resolve("big"));
    Files.delete(directory.resolve("big/model.safetensors"));
    SampleFiles.safetensors(
        directory.resolve("big/model.safetensors"), "model.embed_tokens.weight", 400_000, 500_000);
    SampleFiles.write(
        directory.resolve("adapter/adapter_config.json"),
        "{\"peft_type\": \"LORA\", \"r\": 4, \"lora_alpha\": 8, \"target_modules\": [\"q_proj\"]}");
    SampleFiles.safetensors(
        directory.resolve("adapter/adapter_model.safetensors"),
        "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
        4,
        99);
    Map<String, String> manifests = new LinkedHashMap<>();
    cases().forEach(c -> manifests.put(c.name() + ".yaml", c.manifest()));
    manifests.put("good.yaml", SampleFiles.manifest("good", GOOD_MODEL, GOOD_DATA, GOOD_BASE));
    for (Map.Entry<String, String> manifest : manifests.entrySet()) {
      SampleFiles.write(directory.resolve(manifest.getKey()), manifest.getValue());
    }
    String[] arguments =
        Stream.concat(Stream.of("validate"), manifests.keySet().stream()).toArray(String[]::new);
    validated = CommandLineProcess.run(directory, arguments);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAMessageThatNamesItsPlace(Case bad) {
    List<String> wanted =
        bad.message().stream().map(part -> part.replace("FILE", bad.name() + ".yaml")).toList();
    assertTrue(
        validated.err().lines().anyMatch(line -> wanted.stream().allMatch(line::contains)),
        () -> wanted + " is not in:\n" + validated.text());
  }

  @Test
  void whatIsRightBesideItIsFoundRight() {
    assertEquals(2, validated.exit(), validated::text);
    assertTrue(
        validated.out().contains("good.yaml: experiment good is valid, 1 run"), validated::text);
  }

  @Test
  void aBadManifestLeavesNothingInTheStore() throws IOException, InterruptedException {
    CommandLineProcess.Result run = CommandLineProcess.run(directory, "run", "rank-zero.yaml");
    assertEquals(2, run.exit(), run::text);
    assertTrue(Files.notExists(directory.resolve(".rondo")), run::text);
  }
}
