package dev.rondo.core.clone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.WarmStart;
import dev.rondo.core.validation.NearestName;
import dev.rondo.core.validation.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a clone is asked for: a YAML (so also JSON) map of {@code name}, {@code at}, {@code
 * warmStart}, {@code set} and the sections of a leaf, e.g. {@code {name: hot, warmStart: true,
 * trainingArgs: {learning_rate: 5e-4}}}.
 */
public final class ClonePayload {
  private static final List<String> SECTIONS = List.of("model", "dataset", "peft", "trainingArgs");
  private static final List<String> KEYS =
      List.of("name", "at", "warmStart", "set", "model", "dataset", "peft", "trainingArgs");
  private static final int LONGEST = 16_384;

  private final List<String> problems = new ArrayList<>();

  private ClonePayload() {}

  /**
   * Reads a payload. Never throws.
   *
   * @param id of the gesture
   * @param text empty: a cold clone of the same configuration
   */
  public static CloneReading read(String id, String text) {
    ClonePayload reader = new ClonePayload();
    JsonNode tree = reader.tree(text);
    CloneRequest request =
        new CloneRequest(
            id,
            reader.name(tree.path("name")),
            reader.at(tree.path("at")),
            reader.warmStart(tree.path("warmStart")),
            reader.changes(tree),
            reader.settings(tree.path("set")));
    if (tree.has("at") && request.warmStart().isEmpty()) {
      reader.problems.add(
          "at says which checkpoint a warm clone starts from; add warmStart: true or leave it out");
    }
    return reader.problems.isEmpty()
        ? new CloneReading.Accepted(request)
        : new CloneReading.Refused(reader.problems);
  }

  private JsonNode tree(String text) {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    if (text == null || text.isBlank() || text.strip().equals("true")) {
      return nothing;
    }
    if (text.length() > LONGEST) {
      problems.add("has %d characters, at most %d are read".formatted(text.length(), LONGEST));
      return nothing;
    }
    Optional<JsonNode> tree = YamlText.read(text, problems::add);
    if (tree.isPresent() && !tree.get().isObject()) {
      problems.add("must be a map like {name: hot, trainingArgs: {learning_rate: 5e-4}}");
    }
    tree.ifPresent(map ->
        map.fieldNames()
            .forEachRemaining(key -> {
              if (!KEYS.contains(key)) {
                problems.add(key + " is unknown" + hint(key, KEYS));
              }
            }));
    return tree.filter(JsonNode::isObject).orElse(nothing);
  }

  private Optional<String> name(JsonNode name) {
    if (name.isMissingNode() || name.isNull()) {
      return Optional.empty();
    }
    String text = name.asText();
    CloneName.problem(text).ifPresent(problems::add);
    return Optional.of(text);
  }

  private String at(JsonNode at) {
    String text = at.isMissingNode() || at.isNull() ? CloneRequest.LATEST : at.asText();
    boolean isKnown =
        text.equals(CloneRequest.LATEST)
            || text.matches("[0-9]{1,15}")
            || text.matches("sha256:[0-9a-f]{64}");
    if (!isKnown) {
      problems.add(
          "at is \"%s\", must be Latest, a step, or a checkpoint's digest".formatted(text));
    }
    return text;
  }

  private Optional<WarmStart> warmStart(JsonNode asked) {
    if (asked.isMissingNode() || asked.isNull() || asked.isBoolean()) {
      return asked.asBoolean() ? Optional.of(WarmStartFields.DEFAULTS) : Optional.empty();
    }
    if (!asked.isObject()) {
      problems.add(
          "warmStart is %s, must be true, false or {optimizer, schedule, data, reference}"
              .formatted(asked));
      return Optional.empty();
    }
    return Optional.of(WarmStartFields.read(asked, problems::add));
  }

  private ObjectNode changes(JsonNode tree) {
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    for (String section : SECTIONS) {
      JsonNode fields = tree.path(section);
      if (fields.isObject()) {
        changes.set(section, fields);
      } else if (!fields.isMissingNode()) {
        problems.add(section + " must be a map of its fields");
      }
    }
    return changes;
  }

  private List<String> settings(JsonNode set) {
    List<String> settings = new ArrayList<>();
    if (!set.isMissingNode() && !set.isArray()) {
      problems.add("set must be a list like [trainingArgs.max_steps=20]");
    }
    set.forEach(setting -> settings.add(setting.asText()));
    return settings;
  }

  private static String hint(String name, List<String> known) {
    return NearestName.of(name, known)
        .map(near -> "; did you mean " + near + "?")
        .orElse("; known here: " + String.join(", ", known));
  }
}
