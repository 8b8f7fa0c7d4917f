package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** {@code lr_scheduler_kwargs}: the settings that Transformers' schedule of that name takes. */
record ScheduleRule(JsonNode args, FieldProblem problems) {
  private static final Map<String, List<String>> SETTINGS =
      Map.of(
          "linear", List.of(),
          "constant", List.of(),
          "constant_with_warmup", List.of(),
          "cosine", List.of("num_cycles"),
          "cosine_with_restarts", List.of("num_cycles"),
          "polynomial", List.of("lr_end", "power"),
          "inverse_sqrt", List.of("timescale"),
          "cosine_with_min_lr", List.of("num_cycles", "min_lr", "min_lr_rate"),
          "cosine_warmup_with_min_lr",
              List.of("num_cycles", "min_lr", "min_lr_rate", "warmup_lr_rate"),
          "warmup_stable_decay",
              List.of(
                  "num_decay_steps",
                  "num_stable_steps",
                  "warmup_type",
                  "decay_type",
                  "min_lr_ratio",
                  "num_cycles"));
  private static final List<String> SHAPES = List.of("linear", "cosine", "1-sqrt");

  void check() {
    String type = args.path("lr_scheduler_type").asText("linear");
    List<String> known = SETTINGS.get(type);
    if (known == null) {
      return;
    }
    JsonNode settings = args.path("lr_scheduler_kwargs");
    settings
        .properties()
        .forEach(setting -> setting(type, known, setting.getKey(), setting.getValue()));
    if (type.endsWith("_with_min_lr") && settings.has("min_lr") == settings.has("min_lr_rate")) {
      problems.add(
          "lr_scheduler_kwargs", "must have exactly one of min_lr and min_lr_rate with " + type);
    }
    if (type.equals("warmup_stable_decay") && !settings.has("num_decay_steps")) {
      problems.add("lr_scheduler_kwargs", "must have num_decay_steps with " + type);
    }
  }

  private void setting(String type, List<String> known, String name, JsonNode value) {
    String field = "lr_scheduler_kwargs." + name;
    if (!known.contains(name)) {
      String takes =
          known.isEmpty() ? "which takes none" : "which takes " + String.join(", ", known);
      problems.add(field, "is no setting of " + type + ", " + takes);
    } else if (name.endsWith("_type")) {
      if (!SHAPES.contains(value.asText())) {
        problems.add(
            field,
            "is %s, must be one of %s"
                .formatted(ValueRule.shown(value), String.join(", ", SHAPES)));
      }
    } else if (!value.isNumber() || value.doubleValue() < 0) {
      problems.add(
          field, "is %s, must be a number of at least 0".formatted(ValueRule.shown(value)));
    }
  }
}
