package dev.rondo.api.crd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.ExperimentSpec;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue's fields are those of the Java types: nothing is pruned, nothing is unread. */
class SchemaFieldsTest {
  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of(Crd.experiment(), "spec", ExperimentSpec.class),
        Arguments.of(Crd.experiment(), "status", ExperimentStatus.class),
        Arguments.of(Crd.run(), "spec", RunSpec.class),
        Arguments.of(Crd.run(), "status", RunStatus.class));
  }

  @ParameterizedTest
  @MethodSource("types")
  void theSchemaHasTheFieldsOfTheRecord(JsonNode crd, String path, Class<?> type) {
    Set<String> schema =
        SchemaWalk.of(crd).keySet().stream()
            .filter(name -> name.startsWith(path + ".") && !name.endsWith("[]"))
            .filter(name -> !name.contains(".peft.") && !name.contains(".trainingArgs."))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> record = new TreeSet<>();
    collect(path, type, record);
    // One type in two places, one of which has no such field.
    record.removeIf(name ->
        name.endsWith(".train.split")
            || name.contains(".train.generate")
            || name.equals("spec.base.name"));
    assertEquals(record, schema);
  }

  private static void collect(String path, Class<?> type, Set<String> names) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = path + "." + component.getName();
      names.add(name);
      if (component.getType().isRecord()) {
        collect(name, component.getType(), names);
      } else if (component.getGenericType() instanceof ParameterizedType list
          && list.getActualTypeArguments()[0] instanceof Class<?> item
          && item.isRecord()) {
        collect(name + "[]", item, names);
      }
    }
  }
}
