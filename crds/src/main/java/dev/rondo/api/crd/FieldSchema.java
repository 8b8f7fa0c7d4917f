package dev.rondo.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldType;
import java.util.List;
import java.util.Set;

/**
 * One field as OpenAPI schema, without the fields in it. Everything is bounded, so that the API
 * server can bound the cost of the rules.
 */
final class FieldSchema {
  private static final int LONGEST_TEXT = 16384;
  private static final int LONGEST_LIST = 64;
  private static final int MOST_NAMES = 64;
  private static final Set<FieldType> INTEGER_OR_TEXT = Set.of(FieldType.INTEGER, FieldType.STRING);

  private FieldSchema() {}

  static ObjectNode of(Field field) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("description", field.doc());
    List<FieldType> types = field.types().stream().filter(t -> t != FieldType.NULL).toList();
    if (types.size() == 1) {
      typed(schema, field, types.getFirst());
    } else if (INTEGER_OR_TEXT.equals(Set.copyOf(types))) {
      schema.put("x-kubernetes-int-or-string", true);
    } else {
      // A union of types is not structural: the operator tells what is wrong with a value.
      schema.put("x-kubernetes-preserve-unknown-fields", true);
    }
    if (field.takes(FieldType.NULL)) {
      schema.put("nullable", true);
    }
    return schema;
  }

  private static void typed(ObjectNode schema, Field field, FieldType type) {
    switch (type) {
      case INTEGER -> range(schema.put("type", "integer").put("format", "int64"), field);
      case NUMBER -> range(schema.put("type", "number"), field);
      case BOOLEAN -> allowed(schema.put("type", "boolean"), field);
      case STRING -> text(schema, field);
      case TIME -> schema.put("type", "string").put("format", "date-time");
      case LIST_OF_STRINGS -> {
        list(schema, field);
        text(schema.putObject("items"), field);
      }
      case LIST_OF_NUMBERS -> {
        list(schema, field);
        schema.put("x-kubernetes-list-type", "atomic");
        schema.putObject("items").put("type", "number");
      }
      case LIST -> list(schema, field);
      case OBJECT -> schema.put("type", "object");
      case MAP -> schema.put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
      case MAP_OF_INTEGERS -> {
        schema.put("type", "object").put("maxProperties", MOST_NAMES);
        schema.putObject("additionalProperties").put("type", "integer").put("format", "int64");
      }
      case NULL -> throw new IllegalStateException("no type of its own");
    }
  }

  private static void text(ObjectNode schema, Field field) {
    schema.put("type", "string");
    allowed(schema, field);
    if (field.minLength() != null) {
      schema.put("minLength", field.minLength());
    }
    if (field.allowed().isEmpty()) {
      schema.put("maxLength", field.maxLength() == null ? LONGEST_TEXT : field.maxLength());
    }
    if (field.pattern() != null) {
      schema.put("pattern", "^(" + field.pattern() + ")$");
    }
  }

  private static void list(ObjectNode schema, Field field) {
    schema.put("type", "array");
    if (field.minItems() != null) {
      schema.put("minItems", field.minItems());
    }
    schema.put("maxItems", field.maxItems() == null ? LONGEST_LIST : field.maxItems());
  }

  private static void range(ObjectNode schema, Field field) {
    bound(schema, "minimum", field.min() == null ? field.above() : field.min());
    if (field.above() != null) {
      schema.put("exclusiveMinimum", true);
    }
    bound(schema, "maximum", field.max() == null ? field.below() : field.max());
    if (field.below() != null) {
      schema.put("exclusiveMaximum", true);
    }
  }

  private static void bound(ObjectNode schema, String name, Double value) {
    if (value != null && value == Math.rint(value)) {
      schema.put(name, value.longValue());
    } else if (value != null) {
      schema.put(name, value);
    }
  }

  private static void allowed(ObjectNode schema, Field field) {
    if (!field.allowed().isEmpty()) {
      ArrayNode values = schema.putArray("enum");
      for (JsonNode value : field.allowed()) {
        values.add(value);
      }
    }
  }
}
