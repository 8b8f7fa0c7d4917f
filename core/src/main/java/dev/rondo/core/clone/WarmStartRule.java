package dev.rondo.core.clone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.TrainerKind;
import dev.rondo.api.v1alpha1.WarmStart;
import dev.rondo.core.search.CanonicalJson;
import dev.rondo.core.search.LeafTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Whether a clone can start from its parent's state, by the two configurations. The trainer, which
 * knows the data and the model's shapes, has the last word.
 */
public final class WarmStartRule {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What says which weights are trained, with PEFT's defaults. */
  private static final Map<String, JsonNode> SHAPE =
      Map.of(
          "model.uri", JSON.missingNode(),
          "model.dtype", JSON.getNodeFactory().textNode("float32"),
          "peft.r", JSON.getNodeFactory().numberNode(8),
          "peft.target_modules", JSON.missingNode(),
          "peft.use_dora", JSON.getNodeFactory().booleanNode(false),
          "peft.init_from", JSON.missingNode());

  /** Fields of trainingArgs that shape the training rows or their order. */
  private static final List<String> ROWS =
      List.of(
          "data_seed",
          "max_length",
          "packing",
          "packing_strategy",
          "completion_only_loss",
          "assistant_only_loss",
          "dataset_text_field",
          "chat_template_path",
          "eos_token",
          "pad_token",
          "max_prompt_length",
          "max_completion_length");

  /** Those that shape GRPO's rounds, by which its place in the data counts. */
  private static final List<String> ROUNDS =
      List.of(
          "per_device_train_batch_size",
          "num_generations",
          "steps_per_generation",
          "generation_batch_size",
          "num_iterations",
          "shuffle_dataset");

  private WarmStartRule() {}

  /**
   * Why it can't, one reason a field; empty if nothing is known against it.
   *
   * @param clone the clone's own, resolved
   */
  public static List<String> problems(RunSpec parent, RunSpec clone, WarmStart warmStart) {
    ObjectNode before = LeafTree.of(parent);
    ObjectNode after = LeafTree.of(clone);
    List<String> problems = new ArrayList<>();
    if (parent.trainer() != clone.trainer()) {
      problems.add(
          "trainer is %s, the parent's %s; clone it cold"
              .formatted(clone.trainer(), parent.trainer()));
    }
    if (before.has("peft") != after.has("peft")) {
      problems.add(
          after.has("peft")
              ? "peft trains an adapter, the parent trains all weights; clone it cold"
              : "peft is left out, but the parent trains an adapter; clone it cold");
      return problems;
    }
    for (String path : new TreeSet<>(SHAPE.keySet())) {
      changed(path, before, after)
          .forEach(change ->
              problems.add(change + ": its weights fit no other; clone it cold to change it"));
    }
    if (WarmStartFields.complete(warmStart).data().equals(WarmStartFields.CONTINUE)) {
      data(parent, clone, before, after).stream()
          .map(change ->
              change + ": the place in the data means nothing then; say warmStart.data: Restart")
          .forEach(problems::add);
    }
    return problems;
  }

  private static List<String> data(
      RunSpec parent, RunSpec clone, ObjectNode before, ObjectNode after) {
    List<String> changes = new ArrayList<>();
    if (!parent.seed().equals(clone.seed()) && !after.at("/trainingArgs").has("data_seed")) {
      changes.add("seed is %d, the parent's %d".formatted(clone.seed(), parent.seed()));
    }
    changes.addAll(changed("dataset.train", before, after));
    changes.addAll(changed("dataset.format", before, after));
    if (before.at("/dataset/eval").has("split") || after.at("/dataset/eval").has("split")) {
      changes.addAll(changed("dataset.eval", before, after));
    }
    ROWS.forEach(name -> changes.addAll(changed("trainingArgs." + name, before, after)));
    if (clone.trainer() == TrainerKind.GRPO) {
      ROUNDS.forEach(name -> changes.addAll(changed("trainingArgs." + name, before, after)));
    }
    return changes;
  }

  private static List<String> changed(String path, ObjectNode before, ObjectNode after) {
    JsonNode old = value(before, path);
    JsonNode edited = value(after, path);
    return CanonicalJson.of(old).equals(CanonicalJson.of(edited))
        ? List.of()
        : List.of("%s is %s, the parent's %s".formatted(path, shown(edited), shown(old)));
  }

  private static JsonNode value(ObjectNode leaf, String path) {
    JsonNode said = leaf.at("/" + path.replace('.', '/'));
    return said.isMissingNode()
        ? SHAPE.getOrDefault(path, said)
        : said.isArray() ? sorted(said) : said;
  }

  /** The order in which modules are listed says nothing. */
  private static JsonNode sorted(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(name -> names.add(name.asText()));
    return JSON.valueToTree(names.stream().sorted().toList());
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "not set" : value.isTextual() ? value.asText() : "" + value;
  }
}
