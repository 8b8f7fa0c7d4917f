package dev.rondo.rewards;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what rouge_score and sacrebleu said: references/record_text_metrics.py. */
class TextMetricsTest {
  private static final double ROUNDING = 1e-12;

  static Stream<JsonNode> cases() throws IOException {
    try (InputStream json = TextMetricsTest.class.getResourceAsStream("text_metrics_golden.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(json).spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void scoresAreThoseOfThePythonPackages(JsonNode golden) {
    List<String> given = texts(golden.path("given"));
    List<String> references = texts(golden.path("references"));
    String name = golden.path("name").asText();
    assertAll(
        () -> assertEquals(golden.path("bleu").asDouble(), Bleu.of(given, references), ROUNDING),
        () -> assertEquals(golden.path("chrf").asDouble(), ChrF.of(given, references), ROUNDING));
    for (int i = 0; i < given.size(); i++) {
      assertEquals(
          golden.path("rougeL").path(i).asDouble(),
          Rouge.l(given.get(i), references.get(i)),
          ROUNDING,
          name + " " + i);
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
