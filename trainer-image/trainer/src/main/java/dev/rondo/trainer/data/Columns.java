package dev.rondo.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns of a row as the text, messages and options that TRL's trainers read. */
final class Columns {
  private Columns() {}

  /** A column of text. */
  static String text(Map<String, Object> columns, String name) throws MalformedRowException {
    return switch (columns.get(name)) {
      case String text -> text;
      case null ->
          throw new MalformedRowException(
              columns.containsKey(name)
                  ? "column " + name + " is null; it must be a string"
                  : "column "
                      + name
                      + " is missing; the row has "
                      + String.join(", ", columns.keySet()));
      case Object other ->
          throw new MalformedRowException(
              "column %s must be a string, as in the first row; it is %s"
                  .formatted(name, kind(other)));
    };
  }

  /** A column of at least one message. */
  static List<Map<String, Object>> messages(Map<String, Object> columns, String name)
      throws MalformedRowException {
    if (!(columns.get(name) instanceof List<?> list) || list.isEmpty()) {
      throw new MalformedRowException(
          "column %s must be a list of at least one message; it is %s"
              .formatted(name, kind(columns.get(name))));
    }
    List<Map<String, Object>> messages = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof Map<?, ?> message)
          || !(message.containsKey("role") || message.containsKey("from"))) {
        throw new MalformedRowException(
            "message %d of column %s must be an object with role and content"
                .formatted(messages.size() + 1, name));
      }
      messages.add(chatMl(message));
    }
    return messages;
  }

  /** TRL's maybe_convert_to_chatml: from and value become role and content. */
  private static Map<String, Object> chatMl(Map<?, ?> message) {
    Map<String, Object> converted = new LinkedHashMap<>();
    message.forEach((key, value) -> {
      if (!key.equals("from") && !key.equals("value")) {
        converted.put((String) key, value);
      }
    });
    if (message.containsKey("from")) {
      converted.put("role", message.get("from"));
    }
    if (message.containsKey("value")) {
      converted.put("content", message.get("value"));
    }
    return converted;
  }

  /** What a row tells its chat template. */
  static SftRow.ChatOptions options(Map<String, Object> columns) throws MalformedRowException {
    Object tools = columns.get("tools");
    if (tools instanceof String json) {
      try {
        tools = JsonValues.ONE_VALUE.readValue(json);
      } catch (JsonProcessingException e) {
        throw new MalformedRowException("column tools: " + JsonValues.message(e));
      }
    }
    Map<String, Object> kwargs = new LinkedHashMap<>();
    if (columns.get("chat_template_kwargs") instanceof Map<?, ?> stated) {
      stated.forEach((key, value) -> kwargs.put((String) key, value));
    }
    return new SftRow.ChatOptions(tools, kwargs);
  }

  private static String kind(Object value) {
    return switch (value) {
      case null -> "null or missing";
      case String text -> "a string";
      case List<?> list -> list.isEmpty() ? "an empty list" : "a list";
      case Map<?, ?> map -> "an object";
      case Boolean flag -> "a boolean";
      default -> "a number";
    };
  }
}
