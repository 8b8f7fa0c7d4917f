package dev.rondo.trainer.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the fields of one JSON object of a leaf, noting every problem and giving the default in its
 * place, so that all problems are found in one pass.
 */
final class Fields {
  private final String path;
  private final JsonNode object;
  private final List<Problem> problems;
  private final Set<String> read = new HashSet<>();

  /**
   * Reads an object.
   *
   * @param path of the object in the leaf, for messages
   * @param object may be missing or null: every field then has its default
   * @param problems where problems are noted
   */
  Fields(String path, JsonNode object, List<Problem> problems) {
    this.path = path;
    this.object = object;
    this.problems = problems;
    if (!isAbsent(object) && !object.isObject()) {
      problems.add(new Problem(path, "must be an object, is " + object));
    }
  }

  /** The fields of a nested object. */
  Fields nested(String name) {
    read.add(name);
    return new Fields(path.isEmpty() ? name : path + "." + name, object.path(name), problems);
  }

  /** Whether the field is there and not null. */
  boolean has(String name) {
    return !isAbsent(node(name));
  }

  /** The field as it stands; missing when absent. */
  JsonNode node(String name) {
    read.add(name);
    return object.path(name);
  }

  boolean flag(String name, boolean absent) {
    return optionalFlag(name).orElse(absent);
  }

  Optional<Boolean> optionalFlag(String name) {
    JsonNode value = node(name);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      problem(name, "must be true or false, is " + value);
      return Optional.empty();
    }
    return Optional.of(value.booleanValue());
  }

  int integer(String name, int absent, int least) {
    return optionalInteger(name, least).orElse(absent);
  }

  Optional<Integer> optionalInteger(String name, int least) {
    JsonNode value = node(name);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    double number = number(value);
    if (number != Math.rint(number) || number < least || number > Integer.MAX_VALUE) {
      problem(name, "must be a whole number of at least %d, is %s".formatted(least, value));
      return Optional.empty();
    }
    return Optional.of((int) number);
  }

  double real(String name, double absent, double least, double most) {
    JsonNode value = node(name);
    if (isAbsent(value)) {
      return absent;
    }
    double number = number(value);
    if (!(number >= least && number <= most)) {
      String range =
          most == Double.MAX_VALUE
              ? "of at least " + plain(least)
              : "from " + plain(least) + " to " + plain(most);
      problem(name, "must be a number %s, is %s".formatted(range, value));
      return absent;
    }
    return number;
  }

  Optional<String> text(String name) {
    JsonNode value = node(name);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      problem(name, "must be a string, is " + value);
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  /** A string or a list of strings. */
  List<String> texts(String name) {
    JsonNode value = node(name);
    List<String> texts = new ArrayList<>();
    if (value.isTextual()) {
      texts.add(value.textValue());
    } else if (value.isArray()) {
      value.forEach(item -> texts.add(item.asText()));
    } else if (!isAbsent(value)) {
      problem(name, "must be a string or a list of strings, is " + value);
    }
    return texts;
  }

  /** One of the named values. */
  <T> T choice(String name, String absent, Function<String, Optional<T>> named, List<String> all) {
    String value = text(name).orElse(absent);
    return named
        .apply(value)
        .orElseGet(() -> {
          problem(name, "must be one of %s, is \"%s\"".formatted(String.join(", ", all), value));
          return named.apply(absent).orElseThrow();
        });
  }

  /** One of the strings. */
  String choice(String name, String absent, List<String> all) {
    return choice(name, absent, v -> Optional.of(v).filter(all::contains), all);
  }

  /** Notes a problem of a field. */
  void problem(String name, String message) {
    problems.add(new Problem(path.isEmpty() ? name : path + "." + name, message));
  }

  /** Accepts fields that change no number of a run. */
  void accept(Set<String> names) {
    read.addAll(names);
  }

  /** Notes every field that nobody has read. */
  void refuseOthers() {
    if (isAbsent(object)) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!read.contains(field.getKey())) {
        problem(field.getKey(), "is not supported by this trainer; leave it out");
      }
    }
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  /** YAML readers of the 1.1 kind give 1e-4 as a string, so numeric strings are numbers too. */
  private static double number(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    try {
      return value.isTextual() ? Double.parseDouble(value.textValue()) : Double.NaN;
    } catch (NumberFormatException notNumeric) {
      return Double.NaN;
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
