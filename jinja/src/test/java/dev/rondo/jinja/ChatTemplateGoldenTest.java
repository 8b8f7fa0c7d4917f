package dev.rondo.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.jinja.value.JinjaException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations rendered by Transformers, byte for byte. */
class ChatTemplateGoldenTest {
  private static final Path GOLDENS = Path.of("..", "references", "chat_templates.json");

  static Stream<JsonNode> goldens() throws IOException {
    JsonNode all = new ObjectMapper().readTree(GOLDENS.toFile());
    return StreamSupport.stream(all.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void rendersAsTransformersDoes(JsonNode golden) {
    if (golden.path("expected").isNull()) {
      JinjaException raised = assertThrows(JinjaException.class, () -> render(golden));
      assertTrue(golden.path("expected_error").asText().contains(raised.getMessage()));
    } else {
      assertEquals(golden.path("expected").asText(), render(golden));
    }
  }

  private static String render(JsonNode golden) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (String name : new String[] {"bos_token", "eos_token"}) {
      if (golden.path(name).isTextual()) {
        variables.put(name, golden.path(name).asText());
      }
    }
    variables.put(
        "messages", new ObjectMapper().convertValue(golden.path("messages"), Object.class));
    variables.put("tools", null);
    variables.put("documents", null);
    variables.put("add_generation_prompt", golden.path("add_generation_prompt").asBoolean());
    golden
        .path("extra_variables")
        .properties()
        .forEach(extra ->
            variables.put(
                extra.getKey(), new ObjectMapper().convertValue(extra.getValue(), Object.class)));
    return Template.parse(golden.path("template").asText())
        .render(variables, LocalDateTime.of(2026, 1, 2, 3, 4))
        .text();
  }
}
