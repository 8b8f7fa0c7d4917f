package dev.rondo.api.fields;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.api.v1alpha1.TrainerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue against the fields and defaults recorded from TRL itself. */
class TrlFieldsTest {
  private static final Path RECORDED = Path.of("..", "references", "trl_fields.json");
  private static final String ARGS = "trainingArgs.";
  private static final FieldCatalogue CATALOGUE = FieldCatalogue.load();
  private static JsonNode configs;

  @BeforeAll
  static void read() throws IOException {
    configs = new ObjectMapper().readTree(RECORDED.toFile()).get("configs");
  }

  @ParameterizedTest
  @EnumSource(TrainerKind.class)
  void everyFieldOfTrlIsSupportedOrKnownAndNoOtherIsCalledTrls(TrainerKind trainer) {
    Set<String> ours =
        CATALOGUE.leaf().stream()
            .filter(field -> field.path().startsWith(ARGS) && field.trainers().contains(trainer))
            .map(Field::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> known =
        CATALOGUE.known().stream()
            .filter(field -> field.path().startsWith(ARGS) && field.source().equals("TRL"))
            .filter(field -> field.trainers().contains(trainer))
            .map(field -> field.path().substring(ARGS.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> both = new TreeSet<>(ours);
    both.retainAll(known);
    assertEquals(Set.of(), both);
    ours.addAll(known);
    assertEquals(trl(trainer).keySet(), ours);
  }

  @ParameterizedTest
  @EnumSource(TrainerKind.class)
  void defaultsAreTrlsOwn(TrainerKind trainer) {
    Map<String, JsonNode> trl = trl(trainer);
    for (Field field : CATALOGUE.leaf()) {
      if (field.path().startsWith(ARGS) && field.trainers().contains(trainer)) {
        JsonNode theirs = trl.get(field.name()).get("default");
        assertEquals(plain(theirs), plain(field.defaultFor(trainer)), field.path());
      }
    }
  }

  @Test
  void everyFieldHasADocAndEveryNameIsThereOnce() {
    Set<String> paths = new TreeSet<>();
    for (Field field : CATALOGUE.leaf()) {
      assertTrue(paths.add(field.path()), field.path());
      assertTrue(field.doc().length() > 5, field.path());
    }
    CATALOGUE.known().forEach(field -> assertTrue(paths.add(field.path()) || isPartlyOurs(field)));
  }

  /** Of one trainer supported, of another known. */
  private static boolean isPartlyOurs(KnownField known) {
    Field ours = CATALOGUE.find(known.path()).orElseThrow();
    return known.trainers().stream().noneMatch(ours.trainers()::contains);
  }

  private static Map<String, JsonNode> trl(TrainerKind trainer) {
    Map<String, JsonNode> fields = new TreeMap<>();
    configs.get("TrainingArguments").forEach(f -> fields.put(f.get("name").asText(), f));
    configs.get(trainer + "Config").forEach(f -> fields.put(f.get("name").asText(), f));
    return fields;
  }

  /** Numbers by value: TRL writes 0 and 0.0. */
  private static Object plain(JsonNode value) {
    return value == null || value.isNull()
        ? "null"
        : value.isNumber() ? value.doubleValue() : value;
  }
}
