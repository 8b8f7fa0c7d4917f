package dev.rondo.core.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.Dataset;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.Generation;
import dev.rondo.api.v1alpha1.ModelSource;
import dev.rondo.api.v1alpha1.Reward;
import dev.rondo.api.v1alpha1.RunConfig;
import dev.rondo.api.v1alpha1.RunSpec;
import java.util.List;

/**
 * A leaf as the spec of a run.
 *
 * @param spec self-contained
 * @param digest identity: of the canonical JSON of the leaf, the trainer and the seed
 */
public record ResolvedLeaf(RunSpec spec, String digest) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Puts a leaf in a run's frame.
   *
   * @param frame experiment, trainer, chunks, retry, deadline, and the seed where the leaf has none
   * @param leaf valid
   */
  public static ResolvedLeaf of(RunSpec frame, ObjectNode leaf) {
    JsonNode ownSeed = leaf.path("trainingArgs").path("seed");
    long seed = ownSeed.isNumber() ? ownSeed.longValue() : frame.seed();
    RunSpec spec =
        new RunSpec(
            frame.experiment(),
            DesiredState.Running,
            frame.trainer(),
            seed,
            frame.chunks(),
            read(leaf.get("model"), ModelSource.class),
            read(leaf.get("dataset"), Dataset.class),
            new RunConfig(
                section(leaf, "peft"),
                section(leaf, "trainingArgs"),
                leaf.get("referencePolicy"),
                rewards(leaf.get("rewards")),
                read(leaf.get("generation"), Generation.class)),
            frame.priority(),
            frame.retry(),
            frame.activeDeadlineSeconds(),
            null,
            null);
    ObjectNode identity = leaf.deepCopy();
    identity.put("trainer", frame.trainer().name()).put("seed", seed);
    return new ResolvedLeaf(spec, CanonicalJson.digest(identity));
  }

  private static ObjectNode section(ObjectNode leaf, String name) {
    return leaf.get(name) instanceof ObjectNode fields ? fields : null;
  }

  private static List<Reward> rewards(JsonNode stated) {
    return stated == null ? null : List.of(read(stated, Reward[].class));
  }

  private static <T> T read(JsonNode tree, Class<T> type) {
    try {
      return tree == null ? null : JSON.treeToValue(tree, type);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException("not validated: " + wrong.getOriginalMessage(), wrong);
    }
  }
}
