package dev.rondo.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.fields.FieldType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code docs/reference.md}: every field in tables. */
final class ReferencePage {
  private static final FieldCatalogue CATALOGUE = FieldCatalogue.load();

  private ReferencePage() {}

  static String text() {
    StringBuilder page =
        new StringBuilder(
            """
            # Reference

            Every field of the manifests, made from the same catalogue as validation, `rondo explain`, \
            `kubectl explain` and the CustomResourceDefinitions (`make crds`).

            """);
    section(page, "Experiment", CATALOGUE.experiment(), field -> field.path().startsWith("spec."));
    section(page, "Leaf: model and dataset", CATALOGUE.leaf(), ReferencePage::isOfSources);
    section(page, "Leaf: rewards and generation", CATALOGUE.leaf(), ReferencePage::isOfRounds);
    section(page, "Leaf: peft", CATALOGUE.leaf(), field -> field.path().startsWith("peft."));
    section(
        page,
        "Leaf: trainingArgs",
        CATALOGUE.leaf(),
        field -> field.path().startsWith("trainingArgs.") && !field.hasNoEffect());
    section(
        page,
        "Leaf: taken so that configs can be pasted, and without effect",
        CATALOGUE.leaf(),
        Field::hasNoEffect);
    section(page, "Run", CATALOGUE.run(), field -> field.path().startsWith("spec."));
    section(page, "Status of an Experiment", CATALOGUE.experimentStatus(), _ -> true);
    section(page, "Status of a Run", CATALOGUE.runStatus(), _ -> true);
    return page.toString();
  }

  private static boolean isOfSources(Field field) {
    return field.path().startsWith("model") || field.path().startsWith("dataset");
  }

  private static boolean isOfRounds(Field field) {
    return field.path().startsWith("rewards") || field.path().startsWith("generation");
  }

  private static void section(
      StringBuilder page, String title, List<Field> fields, Predicate<Field> shown) {
    page.append("## ").append(title).append("\n\n");
    page.append("| field | holds | default | |\n|---|---|---|---|\n");
    fields.stream().filter(shown).map(ReferencePage::row).forEach(page::append);
    page.append('\n');
  }

  private static String row(Field field) {
    String doc = field.required() ? field.doc() + " Required." : field.doc();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(field.path(), holds(field), defaults(field), doc.replace("|", "\\|"));
  }

  private static String holds(Field field) {
    if (!field.allowed().isEmpty()) {
      return field.allowed().stream()
          .map(value -> "`" + value.asText() + "`")
          .collect(Collectors.joining(", "));
    }
    List<String> words = new ArrayList<>();
    words.add(
        field.types().stream()
            .map(FieldType::phrase)
            .distinct()
            .collect(Collectors.joining(" or ")));
    add(words, "at least ", field.min());
    add(words, "above ", field.above());
    add(words, "at most ", field.max());
    add(words, "below ", field.below());
    return String.join(", ", words);
  }

  private static void add(List<String> words, String relation, Double bound) {
    if (bound != null) {
      words.add(relation + BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString());
    }
  }

  private static String defaults(Field field) {
    if (!field.defaults().isEmpty()) {
      return field.trainers().stream()
          .map(trainer -> shown(field.defaultFor(trainer)) + " (" + trainer + ")")
          .collect(Collectors.joining(", "));
    }
    return field.defaultValue() == null ? "" : shown(field.defaultValue());
  }

  private static String shown(JsonNode value) {
    return value.isNull() ? "" : "`" + value.asText() + "`";
  }
}
