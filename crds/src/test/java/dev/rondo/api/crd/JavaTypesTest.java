package dev.rondo.api.crd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.ExperimentSpec;
import dev.rondo.api.v1alpha1.RunSpec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One object that the API server takes and Java can't read would end the watch on all of them, so
 * there must be none.
 */
class JavaTypesTest {
  private final List<String> unreadable = new ArrayList<>();
  private int compared;

  static Stream<Arguments> specs() {
    return Stream.of(
        Arguments.of(Crd.experiment(), ExperimentSpec.class),
        Arguments.of(Crd.run(), RunSpec.class));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyValueThatIsTakenFitsItsType(JsonNode crd, Class<?> spec) {
    visit("spec", spec, SchemaWalk.of(crd));
    assertEquals(List.of(), unreadable);
    assertFalse(compared == 0);
  }

  private void visit(String path, Type type, Map<String, JsonNode> schemas) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      visit(path + "[]", list.getActualTypeArguments()[0], schemas);
    } else if (type instanceof Class<?> record && record.isRecord()) {
      for (RecordComponent component : record.getRecordComponents()) {
        visit(path + "." + component.getName(), component.getGenericType(), schemas);
      }
    } else if (schemas.containsKey(path) && !fits(schemas.get(path), type)) {
      unreadable.add("%s as %s: %s".formatted(path, type, schemas.get(path)));
    }
  }

  private boolean fits(JsonNode schema, Type type) {
    compared++;
    String told = schema.path("type").asText();
    if (type == Integer.class) {
      return told.equals("integer")
          && schema.path("maximum").asLong(Long.MAX_VALUE) <= Integer.MAX_VALUE;
    }
    if (type == Long.class) {
      return told.equals("integer");
    }
    if (type == Double.class) {
      return told.equals("number") || told.equals("integer");
    }
    if (type == Boolean.class) {
      return told.equals("boolean");
    }
    if (type == String.class) {
      return told.equals("string") || schema.has("x-kubernetes-int-or-string");
    }
    return !(type instanceof Class<?> values && values.isEnum()) || schema.has("enum");
  }
}
