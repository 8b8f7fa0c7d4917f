package dev.rondo.trainer.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.data.TokenRow;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every family and rope scaling gives the logits that Transformers gave. */
class RecordedLogitsTest {
  private static final double ABSOLUTE = 2e-5;

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
  void aFamilyGivesTheLogitsOfTransformers(String name) throws Exception {
    Path model = RecordedCase.REFERENCES.resolve("models").resolve(name);
    JsonNode golden = new ObjectMapper().readTree(model.resolve("logits_golden.json").toFile());
    int[] ids = golden.path("input_ids").valueStream().mapToInt(JsonNode::asInt).toArray();
    try (TorchBaseModel base = TorchBaseModel.load(model, 1);
        Trainable untrained = base.create(ToyRuns.lora(2, "q_proj"), 0)) {
      for (int i = 0; i < golden.path("positions").size(); i++) {
        int position = golden.path("positions").path(i).asInt();
        double logsumexp = golden.path("logsumexp").path(i).asDouble();
        for (int token = 0; token < 8; token++) {
          double logit = golden.path("logits_first8").path(i).path(token).asDouble();
          TokenOutputs said = after(base, untrained, ids, position, token);
          String where = name + ", token " + token + " after position " + position;
          assertEquals(logit - logsumexp, said.logp()[0], ABSOLUTE, where);
        }
        int argmax = golden.path("argmax").path(i).asInt();
        assertTrue(after(base, untrained, ids, position, argmax).hit()[0]);
      }
    }
  }

  /** What the model says of a token that follows the ids up to a position. */
  private static TokenOutputs after(
      BaseModel base, Trainable trainable, int[] ids, int position, int token) {
    int[] row = Arrays.copyOf(ids, position + 2);
    row[position + 1] = token;
    boolean[] trained = new boolean[row.length];
    trained[position + 1] = true;
    return base.evaluate(List.of(new PackMember(trainable, List.of(TokenRow.of(row, trained)), 0)))
        .getFirst();
  }
}
