package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.fields.FieldType;
import dev.rondo.api.v1alpha1.TrainerKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * What {@code rondo explain FIELD} says.
 *
 * @param found whether it is a field
 * @param text several lines, without a line break at the end
 */
public record Explanation(boolean found, String text) {
  private static final FieldCatalogue CATALOGUE = FieldCatalogue.load();

  /**
   * Explains a field: its path in a leaf or a manifest, or the end of that path where it says
   * enough.
   */
  public static Explanation of(String name) {
    Optional<Field> field = CATALOGUE.find(name);
    if (field.isPresent()) {
      return new Explanation(true, text(field.get()));
    }
    List<Field> sameEnd = all().filter(f -> endsWith(f, name)).distinct().toList();
    List<String> paths = sameEnd.stream().map(Field::path).distinct().toList();
    if (paths.size() == 1) {
      return new Explanation(true, text(sameEnd.getFirst()));
    }
    if (!paths.isEmpty()) {
      StringJoiner lines = new StringJoiner("\n");
      lines.add(name + " is the name of several fields:");
      paths.forEach(path -> lines.add("  " + path));
      return new Explanation(false, lines.toString());
    }
    String refused =
        Stream.of("", "trainingArgs.", "peft.", "model.")
            .flatMap(section -> CATALOGUE.findKnown(section + name).stream())
            .findFirst()
            .map(known -> known.path() + " " + UnknownField.refusal(known, TrainerKind.SFT))
            .orElseGet(() -> name + " is no field" + nearest(name));
    return new Explanation(false, refused);
  }

  private static boolean endsWith(Field field, String name) {
    return ("." + field.path().replace("[]", "")).endsWith("." + name.replace("[]", ""));
  }

  private static String text(Field field) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(field.path() + ": " + ValueRule.wanted(field));
    lines.add("  " + field.doc());
    defaults(field).ifPresent(text -> lines.add("  Default: " + text));
    if (!field.trainers().isEmpty()) {
      lines.add(
          "  Trainers: " + String.join(", ", field.trainers().stream().map(Enum::name).toList()));
    }
    if (field.required()) {
      lines.add("  Required.");
    }
    if (field.hasNoEffect()) {
      lines.add("  Taken so that configs can be pasted; changes nothing.");
    }
    List<Field> children = children(field);
    if (!children.isEmpty()) {
      lines.add("  Fields:");
      children.forEach(child -> lines.add("    %-30s %s".formatted(child.name(), child.doc())));
    }
    return lines.toString();
  }

  private static Optional<String> defaults(Field field) {
    if (!field.defaults().isEmpty()) {
      StringJoiner each = new StringJoiner(", ");
      field.trainers().forEach(kind -> each.add(value(field.defaultFor(kind)) + " (" + kind + ")"));
      return Optional.of(each.toString());
    }
    return Optional.ofNullable(field.defaultValue()).map(Explanation::value);
  }

  private static String value(JsonNode value) {
    return value.isNull() ? "none" : value.isNumber() ? number(value) : value.asText();
  }

  /** As people write it: 2e-5, 0.999, 1024. */
  private static String number(JsonNode value) {
    BigDecimal number = value.decimalValue().stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    return exponent >= -3 || number.signum() == 0
        ? number.toPlainString()
        : number.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  private static List<Field> children(Field parent) {
    String of = parent.of() == null ? parent.path() : parent.of();
    String prefix = of.equals("leaf") ? "" : of + (parent.takes(FieldType.LIST) ? "[]." : ".");
    List<Field> fields = all().filter(f -> f.path().startsWith(prefix)).toList();
    if (of.equals("leaf")) {
      fields = CATALOGUE.leaf();
    }
    return fields.stream()
        .filter(f -> f.path().indexOf('.', prefix.length()) < 0)
        .distinct()
        .toList();
  }

  private static Stream<Field> all() {
    return Stream.of(CATALOGUE.leaf(), CATALOGUE.experiment(), CATALOGUE.run())
        .flatMap(List::stream);
  }

  private static String nearest(String name) {
    List<String> names =
        name.contains(".")
            ? all().map(Field::path).distinct().toList()
            : all().map(Field::name).distinct().toList();
    return NearestName.hint(name, names);
  }
}
