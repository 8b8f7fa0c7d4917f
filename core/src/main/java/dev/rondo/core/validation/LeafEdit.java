package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.core.search.LeafTree;
import dev.rondo.core.search.ResolvedLeaf;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run's config with some fields set anew, as a clone asks for. */
public sealed interface LeafEdit {
  /** The catalogue that says what can be set. */
  FieldCatalogue CATALOGUE = FieldCatalogue.load();

  /** It can be run. */
  record Edited(ResolvedLeaf leaf) implements LeafEdit {}

  /**
   * It can't.
   *
   * @param problems all of them; at least one
   */
  record Refused(List<Problem> problems) implements LeafEdit {
    /** Keeps a copy. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Sets fields of a run's leaf.
   *
   * @param parent whose config is edited
   * @param settings each {@code path=value}, the value as in YAML; without a value the field is
   *     left out, so that it has its default
   */
  static LeafEdit of(RunSpec parent, List<String> settings) {
    ObjectNode leaf = LeafTree.of(parent);
    Problems problems = new Problems("--set");
    LeafPath paths = new LeafPath(CATALOGUE, parent.trainer());
    for (String setting : settings) {
      set(leaf, setting, paths, problems);
    }
    YamlDocument nowhere = new YamlDocument(leaf, Map.of(), Map.of());
    LeafPlaces places = new LeafPlaces(nowhere, Map.of(), List.of(""));
    new LeafRules(leaf, places, parent.trainer(), problems).check();
    return problems.isEmpty()
        ? new Edited(ResolvedLeaf.of(parent, leaf))
        : new Refused(problems.all());
  }

  private static void set(ObjectNode leaf, String setting, LeafPath paths, Problems problems) {
    int equals = setting.indexOf('=');
    if (equals <= 0) {
      problems.add(
          Position.START, setting, "is no setting; say path=value, e.g. trainingArgs.max_steps=20");
      return;
    }
    String path = setting.substring(0, equals);
    String text = setting.substring(equals + 1);
    Optional<String> refusal = paths.refusal(path);
    if (refusal.isPresent()) {
      problems.add(Position.START, "", refusal.get());
      return;
    }
    if (text.isBlank()) {
      LeafTree.remove(leaf, path);
      return;
    }
    int before = problems.size();
    List<YamlDocument> values = new YamlReader(problems).read(text);
    if (problems.size() > before) {
      return;
    }
    JsonNode value = values.size() == 1 ? values.getFirst().tree() : leaf.nullNode();
    Optional<String> problem = paths.field(path).flatMap(field -> ValueRule.problem(field, value));
    problem.ifPresent(message -> problems.add(Position.START, path, message));
    if (problem.isEmpty()) {
      LeafTree.set(leaf, path, value);
    }
  }
}
