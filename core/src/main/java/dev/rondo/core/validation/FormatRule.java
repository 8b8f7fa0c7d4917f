package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.TrainerKind;
import java.util.List;
import java.util.Set;

/** {@code dataset.format}: the columns of TRL's trainer, as templates or lists of messages. */
record FormatRule(JsonNode leaf, TrainerKind trainer, FieldProblem problems) {
  private static final List<String> MESSAGE =
      List.of("role", "content", "name", "tool_calls", "tool_call_id", "reasoning_content");
  private static final Set<String> OPTIONS = Set.of("tools", "chat_template_kwargs");

  void check() {
    JsonNode format = leaf.path("dataset").path("format");
    if (!format.isObject() || format.isEmpty()) {
      return;
    }
    String text = leaf.path("trainingArgs").path("dataset_text_field").asText("text");
    List<String> columns =
        switch (trainer) {
          case SFT ->
              List.of(
                  "prompt",
                  "completion",
                  "messages",
                  "conversations",
                  text,
                  "tools",
                  "chat_template_kwargs");
          case DPO -> List.of("prompt", "chosen", "rejected", "tools", "chat_template_kwargs");
          case GRPO -> List.of();
        };
    format
        .properties()
        .forEach(column -> {
          String at = "dataset.format." + column.getKey();
          if (!columns.isEmpty() && !columns.contains(column.getKey())) {
            problems.add(
                at,
                "is no column that %s reads: %s%s"
                    .formatted(
                        trainer,
                        String.join(", ", columns),
                        NearestName.hint(column.getKey(), columns)));
          }
          if (!OPTIONS.contains(column.getKey())) {
            template(at, column.getValue());
          }
        });
    if (format.has("prompt") != format.has("completion") && trainer == TrainerKind.SFT) {
      String missing = format.has("prompt") ? "completion" : "prompt";
      problems.add("dataset.format", "has no " + missing + "; prompt and completion go together");
    }
    if (format.has("chosen") != format.has("rejected") && trainer == TrainerKind.DPO) {
      String missing = format.has("chosen") ? "rejected" : "chosen";
      problems.add("dataset.format", "has no " + missing + "; chosen and rejected go together");
    }
  }

  private void template(String at, JsonNode value) {
    if (value.isTextual()) {
      return;
    }
    if (!value.isArray() || value.isEmpty()) {
      problems.add(
          at, "is %s, must be a template or a list of messages".formatted(ValueRule.shown(value)));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      message(at + "[" + i + "]", value.get(i));
    }
  }

  private void message(String at, JsonNode message) {
    if (message.has("from")) {
      problems.add(at, "has from and value, must have role and content");
      return;
    }
    if (!message.path("role").isTextual() || !message.path("content").isTextual()) {
      problems.add(at, "must be a message {role: …, content: …}, both text");
    }
    message
        .fieldNames()
        .forEachRemaining(name -> {
          if (!MESSAGE.contains(name)) {
            problems.add(
                at + "." + name, "is no field of a message" + NearestName.hint(name, MESSAGE));
          }
        });
  }
}
