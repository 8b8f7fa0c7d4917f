package dev.rondo.trainer.grpo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.objective.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every loss_type against what TRL's own {@code _compute_loss} made of the same log-probabilities,
 * recorded by {@code references/record_grpo_losses.py}.
 */
class GrpoLossTest {
  private static final Path RECORDED = Path.of("../../references/grpo_losses.json");
  private static final float CLOSE = 2e-6f;

  @TestFactory
  Stream<DynamicTest> valueGradientAndMetricsAreThoseOfTrl() throws Exception {
    JsonNode recorded = new ObjectMapper().readTree(RECORDED.toFile());
    return recorded
        .path("cases")
        .valueStream()
        .map(one -> DynamicTest.dynamicTest(name(one), () -> check(recorded, one)));
  }

  private static String name(JsonNode one) {
    return "%s%s%s, %d micro-batches"
        .formatted(
            one.path("settings"),
            one.path("masked").asBoolean() ? ", a row masked" : "",
            one.path("on_policy").asBoolean() ? ", on policy" : "",
            one.path("accumulation").asInt());
  }

  private static void check(JsonNode recorded, JsonNode one) throws Exception {
    String stated = one.path("settings").toString();
    GrpoSettings settings =
        GrpoLeaf.settings(
            stated.substring(1, stated.length() - 1)
                + ", \"per_device_train_batch_size\": 6, \"num_generations\": 2,"
                + " \"gradient_accumulation_steps\": 2, \"max_completion_length\": "
                + recorded.path("max_completion_length"));
    assertEquals(one.path("steps_per_generation").asInt(), settings.stepsPerGeneration());
    int masked = one.path("masked").asBoolean() ? recorded.path("masked_row").asInt() : -1;
    float[] logp = flat(recorded.path("logp"), masked);
    LossScale scale =
        new LossScale(
            one.path("accumulation").asInt(),
            settings.stepsPerGeneration(),
            recorded.path("num_items_in_batch").asLong());
    Loss loss =
        new GrpoLoss(
                settings.loss(),
                scale,
                starts(recorded.path("logp"), masked),
                floats(recorded.path("advantages")),
                logp,
                one.path("on_policy").asBoolean() ? null : flat(recorded.path("old"), masked),
                flat(recorded.path("reference"), masked),
                flat(recorded.path("entropy"), masked))
            .compute();
    assertEquals(one.path("loss").floatValue(), loss.loss(), CLOSE);
    assertArrayEquals(floats(one.path("gradient")), loss.dLogp(), CLOSE);
    Map<String, Double> expected = new TreeMap<>();
    one.path("metrics").forEachEntry((name, value) -> expected.put(name, value.asDouble()));
    assertEquals(expected.keySet(), new TreeMap<>(loss.metrics()).keySet());
    expected.forEach((name, value) -> assertEquals(value, loss.metrics().get(name), 2e-6, name));
  }

  private static int[] starts(JsonNode rows, int masked) {
    int[] starts = new int[rows.size() + 1];
    for (int row = 0; row < rows.size(); row++) {
      starts[row + 1] = starts[row] + (row == masked ? 0 : rows.get(row).size());
    }
    return starts;
  }

  private static float[] flat(JsonNode rows, int masked) {
    List<JsonNode> values = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      if (row != masked) {
        rows.get(row).forEach(values::add);
      }
    }
    float[] flat = new float[values.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = values.get(i).floatValue();
    }
    return flat;
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).floatValue();
    }
    return values;
  }
}
