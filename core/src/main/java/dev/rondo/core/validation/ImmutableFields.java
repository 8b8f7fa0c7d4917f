package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rondo.api.fields.EditableFields;
import dev.rondo.api.v1alpha1.ExperimentSpec;
import dev.rondo.core.search.CanonicalJson;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of an experiment can't be edited once it has runs. What may change says what is tried and on
 * what; the rest says what all runs have in common.
 */
public final class ImmutableFields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ImmutableFields() {}

  /** Messages for the fields that an edit changes and must not; empty when it may. */
  public static List<String> changed(ExperimentSpec before, ExperimentSpec after) {
    JsonNode old = JSON.valueToTree(before);
    JsonNode edited = JSON.valueToTree(after);
    Set<String> names = new TreeSet<>();
    old.fieldNames().forEachRemaining(names::add);
    edited.fieldNames().forEachRemaining(names::add);
    names.removeAll(EditableFields.EXPERIMENT);
    return names.stream()
        .filter(name -> !canonical(old.get(name)).equals(canonical(edited.get(name))))
        .map(name ->
            "spec."
                + name
                + " can't change once an experiment has runs; give the edited experiment another name")
        .toList();
  }

  private static String canonical(JsonNode node) {
    return CanonicalJson.of(node == null ? MissingNode.getInstance() : node);
  }
}
