package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldType;
import java.util.List;
import java.util.Optional;

/** A parameter of a random search: a list of values, or a range that its field can take. */
record RangeRule(YamlDocument document, Problems problems) {

  /**
   * Notes what is wrong.
   *
   * @param field empty when its path is refused already, or inside a map
   */
  void check(Optional<Field> field, JsonNode parameter, String at) {
    boolean values = parameter.has("values");
    boolean range = parameter.has("min") || parameter.has("max");
    if (values == range) {
      problems.add(
          document,
          at,
          "has %s of values and min, max; must have one".formatted(values ? "both" : "none"));
      return;
    }
    boolean log = parameter.path("scale").asText().equals("Log");
    if (values) {
      if (parameter.has("scale") || parameter.has("step")) {
        problems.add(document, at, "has a scale or step, which are of a range with min and max");
      }
      return;
    }
    if (field.isPresent() && !isNumeric(field.get())) {
      problems.add(
          document, at, "is of %s, which is no number; give values".formatted(field.get().path()));
      return;
    }
    for (String end : List.of("min", "max")) {
      if (!parameter.has(end)) {
        problems.add(document, at, "has no " + end + "; a range has both ends");
      } else if (parameter.get(end).isNumber()) {
        field.ifPresent(f -> end(f, parameter.get(end), at + "." + end));
      }
    }
    double min = parameter.path("min").asDouble();
    double max = parameter.path("max").asDouble();
    if (parameter.path("min").isNumber() && parameter.path("max").isNumber() && min >= max) {
      problems.add(
          document, at + ".max", "is %s, must be greater than min".formatted(parameter.get("max")));
    }
    if (log && parameter.path("min").isNumber() && min <= 0) {
      problems.add(
          document,
          at + ".min",
          "is %s, must be greater than 0 with scale Log".formatted(parameter.get("min")));
    }
    double step = parameter.path("step").asDouble();
    boolean whole = field.isPresent() && !field.get().takes(FieldType.NUMBER);
    if (whole && step != Math.rint(step)) {
      problems.add(
          document,
          at + ".step",
          "is %s, must be an integer as %s is".formatted(step, field.get().path()));
    }
    if (log && parameter.has("step")) {
      problems.add(document, at + ".step", "can't be with scale Log; leave it out");
    }
  }

  private static boolean isNumeric(Field field) {
    return field.takes(FieldType.NUMBER) || field.takes(FieldType.INTEGER);
  }

  private void end(Field field, JsonNode value, String at) {
    ValueRule.problem(field, value)
        .ifPresent(problem -> problems.add(document, at, "(" + field.path() + ") " + problem));
  }
}
