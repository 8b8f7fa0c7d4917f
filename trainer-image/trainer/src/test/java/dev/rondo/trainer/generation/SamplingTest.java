package dev.rondo.trainer.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.order.RngKey;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.DecodingArguments;
import dev.rondo.trainer.step.TorchBaseModel;
import dev.rondo.trainer.step.Trainable;
import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TorchModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which tokens are drawn: Transformers' probabilities, and each row's own random numbers. */
class SamplingTest {
  private static final Path REFERENCES = Path.of("../../references");
  private static final String PROBABILITIES =
      """
      def probabilities(self, l: Tensor, row: Tensor, id: Tensor, knobs: List[float], k: int) -> List[Tensor]:
        seen = ((self).begin(torch.size(l, 0), torch.size(l, 1), row, id, ))[1]
        return [torch.softmax((self).warped(l, seen, knobs, k, ), 1)]
      """;

  @Test
  void logitsAreWarpedAsTransformersDoes() throws Exception {
    JsonNode golden =
        new ObjectMapper().readTree(REFERENCES.resolve("warped_logits.json").toFile());
    int[] rows = new int[12];
    int[] ids = new int[12];
    for (int i = 0; i < 12; i++) {
      rows[i] = i / 4;
      ids[i] = golden.path("seen").path(i / 4).path(i % 4).asInt();
    }
    String source =
        TorchModule.source(BaseModel.class, "causal_lm.py")
            + TorchModule.source(Decoder.class, "decode.py");
    TorchModule.prepareThread(1);
    try (TorchModule module = TorchModule.compile(source + PROBABILITIES);
        Tensor logits = Tensor.ofFloats(floats(golden.path("logits")), 3L, 24L);
        Tensor row = Tensor.ofIndices(rows);
        Tensor id = Tensor.ofIndices(ids)) {
      for (JsonNode wanted : golden.path("cases")) {
        List<Tensor> found =
            module.call(
                "probabilities",
                new Argument.One(logits),
                new Argument.One(row),
                new Argument.One(id),
                new Argument.Reals(
                    wanted.path("temperature").asDouble(),
                    wanted.path("top_p").asDouble(),
                    wanted.path("min_p").asDouble(),
                    wanted.path("repetition_penalty").asDouble()),
                new Argument.Int(wanted.path("top_k").asInt()));
        assertArrayEquals(floats(wanted.path("probabilities")), found.getFirst().toFloats(), 1e-6f);
        found.forEach(Tensor::close);
      }
    }
  }

  @Test
  void aRowGetsTheSameTokensInAnyCompany() throws Exception {
    Sampling sampling = new Sampling(0.9, 0.95, 40, 0.01, 1.1, 40, List.of(511, 7));
    List<DecodingRow> rows = new ArrayList<>();
    for (int prompt = 0; prompt < 3; prompt++) {
      int first = prompt;
      int[] ids = IntStream.range(0, 4 + 7 * prompt).map(i -> (31 * i + first) % 500).toArray();
      for (int sample = 0; sample < 4; sample++) {
        rows.add(new DecodingRow(ids, RngKey.ofCompletion(42, 3, prompt, sample)));
      }
    }
    Tuning lora = new Tuning.Lora(2, 2, 0, List.of("q_proj"), false, false, Optional.empty());
    try (BaseModel base = TorchBaseModel.load(REFERENCES.resolve("models/tiny-llama"), 1);
        Trainable adapter = base.create(lora, 0);
        DecodingArguments model = base.decoding(adapter);
        Decoder decoder = new Decoder()) {
      List<Completion> together = decoder.decode(model, rows, sampling);
      List<Completion> reversed = decoder.decode(model, rows.reversed(), sampling).reversed();
      for (int i = 0; i < rows.size(); i++) {
        Completion alone = decoder.decode(model, List.of(rows.get(i)), sampling).getFirst();
        assertArrayEquals(together.get(i).ids(), alone.ids());
        assertArrayEquals(together.get(i).ids(), reversed.get(i).ids());
        assertEquals(together.get(i).ended(), alone.ended());
      }
      assertTrue(together.stream().anyMatch(Completion::ended));
      long different =
          together.stream()
              .map(c -> List.of(IntStream.of(c.ids()).boxed().toArray()))
              .distinct()
              .count();
      assertEquals(rows.size(), different, "samples of one prompt differ");
    }
  }

  private static float[] floats(JsonNode rows) {
    List<Float> values = new ArrayList<>();
    rows.forEach(row -> row.forEach(value -> values.add((float) value.asDouble())));
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
