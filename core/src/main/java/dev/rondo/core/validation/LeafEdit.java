package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.core.search.LeafTree;
import dev.rondo.core.search.ResolvedLeaf;
import java.util.List;
import java.util.Map;

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
    return of(parent, JsonNodeFactory.instance.objectNode(), settings);
  }

  /**
   * Sets fields of a run's leaf, those of a tree first.
   *
   * @param sections a part of a leaf, e.g. {@code {trainingArgs: {max_steps: 20}}}: a field set
   *     there is replaced, one that is not stays as it is
   */
  static LeafEdit of(RunSpec parent, ObjectNode sections, List<String> settings) {
    ObjectNode leaf = LeafTree.of(parent);
    Problems problems = new Problems("clone");
    LeafSetter setter = new LeafSetter(leaf, new LeafPath(CATALOGUE, parent.trainer()), problems);
    setter.set("", sections);
    settings.forEach(setter::set);
    YamlDocument nowhere = new YamlDocument(leaf, Map.of(), Map.of());
    LeafPlaces places = new LeafPlaces(nowhere, Map.of(), List.of(""));
    new LeafRules(leaf, places, parent.trainer(), problems).check();
    return problems.isEmpty()
        ? new Edited(ResolvedLeaf.of(parent, leaf))
        : new Refused(problems.all());
  }
}
