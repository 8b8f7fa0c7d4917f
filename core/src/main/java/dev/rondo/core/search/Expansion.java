package dev.rondo.core.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.fields.FieldType;
import dev.rondo.api.v1alpha1.Config;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.ExperimentSpec;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.Search;
import dev.rondo.api.v1alpha1.TrainerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An experiment's search space: every leaf, expanded by {@code spec.search}. */
public final class Expansion {
  /** What {@code spec.seed} is when it is absent. */
  public static final long DEFAULT_SEED = 42;

  /** What {@code spec.chunks} is when it is absent. */
  public static final int DEFAULT_CHUNKS = 4;

  private static final FieldCatalogue CATALOGUE = FieldCatalogue.load();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Config BASE = new Config("base", null, null, null, null, null, null, null);

  private Expansion() {}

  /**
   * The configs, in the order of the leaves and of the search.
   *
   * @param experiment a valid one
   */
  public static List<ExpandedConfig> of(Experiment experiment) {
    ExperimentSpec spec = experiment.spec();
    JsonNode tree = JSON.valueToTree(spec);
    boolean named = spec.configs() != null && !spec.configs().isEmpty();
    List<ExpandedConfig> expanded = new ArrayList<>();
    for (Config config : named ? spec.configs() : List.of(BASE)) {
      for (Map<String, JsonNode> point : points(spec, config.name())) {
        ObjectNode leaf = LeafTree.of(tree, JSON.valueToTree(config));
        point.forEach((path, value) -> LeafTree.set(leaf, path, value));
        ResolvedLeaf resolved = ResolvedLeaf.of(frame(experiment), leaf);
        expanded.add(new ExpandedConfig(config.name(), resolved.digest(), resolved.spec()));
      }
    }
    return expanded;
  }

  private static List<Map<String, JsonNode>> points(ExperimentSpec spec, String leaf) {
    Search search = spec.search();
    if (search == null) {
      return List.of(Map.of());
    }
    if (search.random() != null) {
      return RandomPoints.of(search.random(), seed(spec), leaf, Expansion::isInteger);
    }
    return search.grid() == null ? List.of(Map.of()) : GridPoints.of(search.grid());
  }

  private static boolean isInteger(String path) {
    return CATALOGUE
        .find(path)
        .filter(field -> field.takes(FieldType.INTEGER) && !field.takes(FieldType.NUMBER))
        .isPresent();
  }

  private static RunSpec frame(Experiment experiment) {
    ExperimentSpec spec = experiment.spec();
    return new RunSpec(
        experiment.metadata().getName(),
        DesiredState.Running,
        TrainerKind.orDefault(spec.trainer()),
        seed(spec),
        spec.chunks() == null ? DEFAULT_CHUNKS : spec.chunks(),
        null,
        null,
        null,
        null,
        spec.retry(),
        spec.activeDeadlineSeconds(),
        null,
        null);
  }

  private static long seed(ExperimentSpec spec) {
    return spec.seed() == null ? DEFAULT_SEED : spec.seed();
  }
}
