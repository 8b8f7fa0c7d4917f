package dev.rondo.trainer.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.DecodingArguments;
import dev.rondo.trainer.step.TorchBaseModel;
import dev.rondo.trainer.step.Trainable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Greedy decoding gives Transformers' {@code generate} token for token. */
class RecordedGenerationTest {
  private static final Path REFERENCES = Path.of("../../references");

  /** Below this margin between the two best logits, two right programs may choose differently. */
  private static final double TIE = 1e-4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiny-llama",
        "tiny-llama3",
        "tiny-llama-linear",
        "tiny-mistral",
        "tiny-qwen2",
        "tiny-qwen3"
      })
  void greedyDecodingGivesWhatTransformersGenerates(String name) throws Exception {
    Path directory = REFERENCES.resolve("models").resolve(name);
    JsonNode golden =
        new ObjectMapper().readTree(directory.resolve("generation_golden.json").toFile());
    List<DecodingRow> rows = new ArrayList<>();
    golden.path("prompts").forEach(prompt -> rows.add(new DecodingRow(ids(prompt), 0)));
    try (BaseModel base = TorchBaseModel.load(directory, 1);
        Trainable adapter = base.create(tuning(golden.path("adapter")), 0);
        DecodingArguments model = base.decoding(adapter);
        Decoder decoder = new Decoder()) {
      for (JsonNode run : golden.path("greedy")) {
        List<Integer> ends =
            StreamSupport.stream(run.path("eos").spliterator(), false)
                .map(JsonNode::intValue)
                .toList();
        Sampling greedy = Sampling.greedy(golden.path("max_new_tokens").asInt(), ends);
        List<Completion> completions = decoder.decode(model, rows, greedy);
        for (int i = 0; i < rows.size(); i++) {
          assertTrue(run.path("least_margins").path(i).asDouble() > TIE, "no tie was recorded");
          int[] expected = ids(run.path("completions").path(i));
          assertArrayEquals(expected, completions.get(i).ids(), name + ", row " + i);
          assertEquals(ends.contains(expected[expected.length - 1]), completions.get(i).ended());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cases/dpo-a-sigmoid/final_adapter", "cases/sft-j-llama-dora/final_adapter"})
  void anAdapterWithinTheWeightsDecodesAsOneBesideThem(String trained) throws Exception {
    List<DecodingRow> rows =
        List.of(new DecodingRow(new int[] {5, 17, 230}, 1), new DecodingRow(new int[] {301, 9}, 2));
    Sampling greedy = Sampling.greedy(24, List.of());
    List<List<Integer>> decoded = new ArrayList<>();
    for (long mostCopied : new long[] {0, Long.MAX_VALUE}) {
      try (BaseModel base = TorchBaseModel.load(REFERENCES.resolve("models/tiny-llama"), 1);
          Trainable adapter = base.create(tuning(new TextNode(trained)), 0);
          DecodingArguments model = base.decoding(adapter);
          Decoder decoder = new Decoder(mostCopied)) {
        decoder
            .decode(model, rows, greedy)
            .forEach(c -> decoded.add(Arrays.stream(c.ids()).boxed().toList()));
      }
    }
    assertEquals(decoded.subList(0, 2), decoded.subList(2, 4));
  }

  private static Tuning tuning(JsonNode adapter) throws Exception {
    if (adapter.isNull()) {
      return new Tuning.Lora(2, 2, 0, List.of("q_proj"), false, false, Optional.empty());
    }
    Path directory = REFERENCES.resolve(adapter.asText());
    JsonNode config =
        new ObjectMapper().readTree(directory.resolve("adapter_config.json").toFile());
    List<String> targets = new ArrayList<>();
    config.path("target_modules").forEach(target -> targets.add(target.asText()));
    return new Tuning.Lora(
        config.path("r").asInt(),
        config.path("lora_alpha").asDouble(),
        0,
        targets,
        config.path("use_rslora").asBoolean(),
        config.path("use_dora").asBoolean(),
        Optional.of(directory));
  }

  private static int[] ids(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::intValue).toArray();
  }
}
