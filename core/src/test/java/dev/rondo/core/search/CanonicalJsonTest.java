package dev.rondo.core.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  @Test
  void numbersAreWrittenByValue() throws JsonProcessingException {
    String canonical = CanonicalJson.of(json("{\"a\": 1e-3, \"b\": 16}"));
    for (String same : List.of("{\"b\":16.0,\"a\":0.001}", "{\"b\":1.6e1,\"a\":0.0010}")) {
      assertEquals(canonical, CanonicalJson.of(json(same)));
    }
    assertEquals("{\"a\":0.001,\"b\":16}", canonical);
    assertEquals("[1000,1E+30]", CanonicalJson.of(json("[1e3, 1e30]")));
    assertEquals(CanonicalJson.of(json("0")), CanonicalJson.of(json("-0.0")));
    assertNotEquals(
        CanonicalJson.of(json("9007199254740993")), CanonicalJson.of(json("9007199254740992")));
    assertNotEquals(CanonicalJson.digest(json("\"1\"")), CanonicalJson.digest(json("1")));
  }

  @Property
  void aDoubleIsItselfAgain(@ForAll double value) {
    String text = CanonicalJson.of(DoubleNode.valueOf(value));
    assertEquals(value, Double.parseDouble(text.replace("\"", "")) + 0.0);
  }

  @Property
  void theOrderOfNamesDoesNotMatter(@ForAll Map<String, Integer> values) {
    ObjectNode forward = JsonNodeFactory.instance.objectNode();
    ObjectNode backward = JsonNodeFactory.instance.objectNode();
    values.forEach(forward::put);
    List.copyOf(values.keySet()).reversed().forEach(name -> backward.put(name, values.get(name)));
    assertEquals(CanonicalJson.digest(forward), CanonicalJson.digest(backward));
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
