package dev.rondo.api.crd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kubernetes' API conventions, as its linter for Go types checks them. */
class ApiConventionsTest {
  /** Fields of TRL and PEFT keep their names and types (docs/adr). */
  private static final Predicate<String> PASTED =
      path -> path.contains(".peft.") || path.contains(".trainingArgs.");

  /** Shares and ranges of what is sampled: numbers as people write them. */
  private static final Set<String> NUMBERS =
      Set.of("split", "min", "max", "step", "value", "weight", "tolerance");

  static Stream<JsonNode> definitions() {
    return Stream.of(Crd.experiment(), Crd.run());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void hasSpecAndStatusOnlyAndAStatusSubresource(JsonNode crd) {
    Set<String> top = new HashSet<>();
    SchemaWalk.of(crd).get("").get("properties").fieldNames().forEachRemaining(top::add);
    assertEquals(Set.of("apiVersion", "kind", "metadata", "spec", "status"), top);
    assertTrue(SchemaWalk.version(crd).at("/subresources").has("status"));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void everyFieldIsDescribed(JsonNode crd) {
    assertNone(
        crd,
        (path, schema) ->
            !path.endsWith("[]")
                && (path.startsWith("spec") || path.startsWith("status"))
                && schema.path("description").asText().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void textsAndListsAreBounded(JsonNode crd) {
    assertNone(
        crd,
        (path, schema) ->
            path.contains(".")
                && switch (schema.path("type").asText()) {
                  case "string" ->
                      !schema.has("maxLength") && !schema.has("enum") && !schema.has("format");
                  case "array" -> !schema.has("maxItems");
                  default -> false;
                });
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void everyListSaysHowItIsMerged(JsonNode crd) {
    assertNone(
        crd,
        (path, schema) ->
            schema.path("type").asText().equals("array")
                && !schema.has("x-kubernetes-list-type")
                && !isOfTexts(schema));
  }

  private static boolean isOfTexts(JsonNode schema) {
    return schema.at("/items/type").asText().equals("string");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void conditionsAreAMapByTypeWithEverythingThatMetaV1Requires(JsonNode crd) {
    JsonNode conditions = SchemaWalk.of(crd).get("status.conditions");
    assertEquals("map", conditions.get("x-kubernetes-list-type").asText());
    assertEquals("[\"type\"]", conditions.get("x-kubernetes-list-map-keys").toString());
    Set<String> required = new HashSet<>();
    conditions.at("/items/required").forEach(name -> required.add(name.asText()));
    assertEquals(Set.of("type", "status", "reason", "message", "lastTransitionTime"), required);
    assertEquals(
        "[\"True\",\"False\",\"Unknown\"]",
        conditions.at("/items/properties/status/enum").toString());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void namesAreCamelCaseButForFieldsOfOtherTools(JsonNode crd) {
    assertNone(
        crd,
        (path, _) ->
            !PASTED.test(path)
                && !lastName(path).isEmpty()
                && !lastName(path).matches("[a-z][A-Za-z]*"));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void noFloatingPointInSpecButWhereItIsWanted(JsonNode crd) {
    assertNone(
        crd,
        (path, schema) ->
            path.startsWith("spec.")
                && schema.path("type").asText().equals("number")
                && !PASTED.test(path)
                && !NUMBERS.contains(lastName(path)));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void onlyPastedObjectsFormatsTemplatesAndUnionsKeepUnknownFields(JsonNode crd) {
    List<String> keeping =
        SchemaWalk.of(crd).entrySet().stream()
            .filter(entry -> entry.getValue().has("x-kubernetes-preserve-unknown-fields"))
            .map(Map.Entry::getKey)
            .filter(PASTED.negate())
            .map(ApiConventionsTest::lastName)
            .distinct()
            .toList();
    assertTrue(
        Set.of("peft", "trainingArgs", "format", "template", "values", "at", "referencePolicy")
            .containsAll(keeping),
        keeping::toString);
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void columnsReadConditionsByTypeAndEndWithAge(JsonNode crd) {
    JsonNode columns = SchemaWalk.version(crd).get("additionalPrinterColumns");
    assertEquals("Age", columns.get(columns.size() - 1).get("name").asText());
    columns.forEach(column -> {
      String path = column.get("jsonPath").asText();
      assertTrue(!path.contains("conditions") || path.contains("conditions[?(@.type=="), path);
    });
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void everyRuleHasAMessageOfItsOwn(JsonNode crd) {
    Set<String> messages = new HashSet<>();
    SchemaWalk.of(crd)
        .forEach((path, schema) ->
            schema
                .path("x-kubernetes-validations")
                .forEach(rule -> {
                  String message = rule.path("message").asText();
                  assertTrue(message.length() > 10, path);
                  messages.add(message);
                }));
    assertTrue(messages.size() > 3);
  }

  private interface Fault {
    boolean in(String path, JsonNode schema);
  }

  private static void assertNone(JsonNode crd, Fault fault) {
    List<String> faults =
        SchemaWalk.of(crd).entrySet().stream()
            .filter(entry -> fault.in(entry.getKey(), entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    assertEquals(List.of(), faults);
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1).replace("[]", "");
  }
}
