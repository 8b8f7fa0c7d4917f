package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The items of what should be a list. */
final class Items {
  private Items() {}

  /** None when it is no list. */
  static List<JsonNode> of(JsonNode list) {
    List<JsonNode> items = new ArrayList<>();
    if (list.isArray()) {
      list.forEach(items::add);
    }
    return items;
  }
}
