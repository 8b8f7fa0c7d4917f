package dev.rondo.trainer.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyScheduleEqualsTransformersAtEveryStep() throws IOException {
    JsonNode schedules = read("lr_schedules.json");
    assertTrue(schedules.size() > 0);
    for (JsonNode recorded : schedules) {
      LearningRate schedule =
          new LearningRate(
              ScheduleType.named(recorded.path("type").asText()).orElseThrow(),
              recorded.path("lr").asDouble(),
              recorded.path("num_warmup_steps").asInt(),
              recorded.path("num_training_steps").asLong(),
              JSON.convertValue(
                  recorded.path("kwargs"), new TypeReference<Map<String, Object>>() {}));
      for (int step = 0; step < recorded.path("lr_at_step").size(); step++) {
        assertEquals(
            recorded.path("lr_at_step").path(step).asDouble(),
            schedule.at(step),
            1e-9 * recorded.path("lr").asDouble(),
            schedule + " at " + step);
      }
    }
  }

  @Test
  void warmupIsACountFromOneUpAndAShareBelow() throws IOException {
    JsonNode cases = read("warmup_resolution.json");
    assertTrue(cases.size() > 0);
    for (JsonNode recorded : cases) {
      assertEquals(
          recorded.path("resolved").asInt(),
          Warmup.resolve(
              recorded.path("warmup_steps_arg").asDouble(),
              recorded.path("num_training_steps").asLong()),
          recorded.toString());
    }
  }

  private static JsonNode read(String file) throws IOException {
    return JSON.readTree(Path.of("../../references", file).toFile());
  }
}
