package dev.rondo.scheduler.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.RunSpec;
import java.util.List;

/** A run's leaf as a trainer reads it: its URIs are absolute paths of this machine. */
public final class LeafJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fields of a leaf that name files. */
  private static final List<List<String>> URIS =
      List.of(
          List.of("model", "uri"),
          List.of("dataset", "train", "uri"),
          List.of("dataset", "eval", "uri"),
          List.of("config", "peft", "init_from"),
          List.of("config", "referencePolicy", "model"),
          List.of("config", "trainingArgs", "chat_template_path"),
          List.of("config", "generation", "replay"));

  private LeafJson() {}

  /**
   * The leaf.
   *
   * @param files where what its URIs name is
   */
  public static String of(RunSpec spec, FileUris files) {
    ObjectNode leaf = tree(spec);
    URIS.forEach(path -> makeAbsolute(leaf, path, files));
    return leaf.toString();
  }

  /** Every URI of a leaf, as it is written. */
  public static List<String> uris(RunSpec spec) {
    ObjectNode leaf = tree(spec);
    return URIS.stream()
        .map(path -> leaf.at("/" + String.join("/", path)))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .toList();
  }

  private static ObjectNode tree(RunSpec spec) {
    ObjectNode leaf = JSON.createObjectNode();
    leaf.put("trainer", spec.trainer().name());
    leaf.put("seed", spec.seed());
    leaf.set("model", JSON.valueToTree(spec.model()));
    leaf.set("dataset", JSON.valueToTree(spec.dataset()));
    leaf.set("config", JSON.valueToTree(spec.config()));
    return leaf;
  }

  private static void makeAbsolute(ObjectNode leaf, List<String> path, FileUris files) {
    JsonNode parent = leaf;
    for (String name : path.subList(0, path.size() - 1)) {
      parent = parent.path(name);
    }
    String name = path.getLast();
    JsonNode uri = parent.path(name);
    if (parent instanceof ObjectNode object && uri.isTextual()) {
      object.put(name, files.locate(uri.textValue()));
    }
  }
}
