package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Whether a field may have a value, by the catalogue. */
final class ValueRule {
  private static final int SHOWN = 60;

  private ValueRule() {}

  /**
   * What is wrong with a value, e.g. "is 0, must be an integer of at least 1"; empty if nothing.
   */
  static Optional<String> problem(Field field, JsonNode value) {
    if (field.types().stream().noneMatch(type -> isOf(type, value))) {
      return Optional.of(
          "is " + shown(value) + ", must be " + wanted(field) + misread(field, value));
    }
    if (value.isNull()) {
      return Optional.empty();
    }
    if (!field.allowed().isEmpty() && !allAllowed(field, value)) {
      List<String> names = field.allowed().stream().map(JsonNode::asText).toList();
      return Optional.of(
          "is %s, must be %s%s"
              .formatted(shown(value), wanted(field), NearestName.hint(value.asText(), names)));
    }
    boolean fits =
        value.isNumber()
            ? isInRange(field, value.doubleValue())
            : value.isTextual()
                ? isText(field, value.textValue())
                : !value.isArray() || isLength(value.size(), field.minItems(), field.maxItems());
    return fits
        ? Optional.empty()
        : Optional.of("is " + shown(value) + ", must be " + wanted(field));
  }

  /** A value as a message shows it, not too long. */
  static String shown(JsonNode value) {
    if (value.isArray() && value.size() > 8) {
      return "a list of " + value.size();
    }
    String text =
        value.isObject()
            ? "an object"
            : value.isNull() ? "empty" : value.isNumber() ? value.asText() : value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** What a field may hold, in words. */
  static String wanted(Field field) {
    if (!field.allowed().isEmpty()) {
      String names =
          field.allowed().stream().map(JsonNode::asText).collect(Collectors.joining(", "));
      return field.allowed().size() == 1 ? names : "one of " + names;
    }
    String types =
        field.types().stream()
            .map(FieldType::phrase)
            .distinct()
            .collect(Collectors.joining(" or "));
    StringBuilder wanted = new StringBuilder(types);
    append(wanted, " of at least ", field.min());
    append(wanted, " greater than ", field.above());
    append(
        wanted,
        field.min() == null && field.above() == null ? " of at most " : " and at most ",
        field.max());
    append(wanted, " and less than ", field.below());
    if (field.maxItems() != null) {
      wanted.append(
          " of %d to %d items"
              .formatted(field.minItems() == null ? 0 : field.minItems(), field.maxItems()));
    }
    if (field.maxLength() != null) {
      wanted.append(" of at most %d characters".formatted(field.maxLength()));
    }
    if (field.pattern() != null) {
      wanted.append(
          field.pattern().startsWith("[a-z0-9]")
              ? ": lower case letters, digits and dashes, a letter or digit at both ends"
              : " like " + field.pattern());
    }
    return wanted.toString();
  }

  private static void append(StringBuilder wanted, String words, Double bound) {
    if (bound != null) {
      wanted
          .append(words)
          .append(bound == Math.rint(bound) ? Long.toString(bound.longValue()) : bound);
    }
  }

  private static boolean isOf(FieldType type, JsonNode value) {
    return switch (type) {
      case INTEGER ->
          value.isNumber()
              && value.doubleValue() == Math.rint(value.doubleValue())
              && value.canConvertToLong();
      case NUMBER -> value.isNumber() && Double.isFinite(value.doubleValue());
      case BOOLEAN -> value.isBoolean();
      case STRING, TIME -> value.isTextual();
      case LIST_OF_STRINGS ->
          value.isArray()
              && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual);
      case LIST_OF_NUMBERS ->
          value.isArray()
              && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isNumber);
      case LIST -> value.isArray();
      case OBJECT, MAP, MAP_OF_INTEGERS -> value.isObject();
      case NULL -> value.isNull();
    };
  }

  private static boolean allAllowed(Field field, JsonNode value) {
    if (!value.isArray()) {
      return field.allowed().contains(value);
    }
    return StreamSupport.stream(value.spliterator(), false).allMatch(field.allowed()::contains);
  }

  private static boolean isInRange(Field field, double value) {
    return (field.min() == null || value >= field.min())
        && (field.above() == null || value > field.above())
        && (field.max() == null || value <= field.max())
        && (field.below() == null || value < field.below());
  }

  private static boolean isText(Field field, String text) {
    return isLength(text.length(), field.minLength(), field.maxLength())
        && (field.pattern() == null || text.matches(field.pattern()));
  }

  private static boolean isLength(int length, Integer least, Integer most) {
    return (least == null || length >= least) && (most == null || length <= most);
  }

  /** Texts that were meant as something else. */
  private static String misread(Field field, JsonNode value) {
    if (!value.isTextual()) {
      return value.isNull() ? "; leave the field out for its default" : "";
    }
    if (field.takes(FieldType.BOOLEAN) && value.textValue().matches("(?i)yes|no|on|off")) {
      return "; YAML 1.2 knows only true and false";
    }
    boolean numeric = field.takes(FieldType.NUMBER) || field.takes(FieldType.INTEGER);
    return numeric && value.textValue().matches("[-+.0-9eE]+") ? "; leave out the quotes" : "";
  }
}
