package dev.rondo.scheduler.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.RunSpec;
import java.nio.file.Path;
import java.util.List;

/** A run's leaf as a trainer reads it: paths beside the manifest made absolute. */
final class LeafJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fields of a leaf that name files. */
  private static final List<List<String>> URIS =
      List.of(
          List.of("model", "uri"),
          List.of("dataset", "train", "uri"),
          List.of("dataset", "eval", "uri"),
          List.of("config", "peft", "init_from"),
          List.of("config", "trainingArgs", "chat_template_path"));

  private LeafJson() {}

  /**
   * The leaf.
   *
   * @param base the directory that relative paths start from
   */
  static String of(RunSpec spec, Path base) {
    ObjectNode leaf = JSON.createObjectNode();
    leaf.put("trainer", spec.trainer().name());
    leaf.put("seed", spec.seed());
    leaf.set("model", JSON.valueToTree(spec.model()));
    leaf.set("dataset", JSON.valueToTree(spec.dataset()));
    leaf.set("config", JSON.valueToTree(spec.config()));
    URIS.forEach(path -> makeAbsolute(leaf, path, base));
    return leaf.toString();
  }

  private static void makeAbsolute(ObjectNode leaf, List<String> path, Path base) {
    JsonNode parent = leaf;
    for (String name : path.subList(0, path.size() - 1)) {
      parent = parent.path(name);
    }
    String name = path.getLast();
    JsonNode uri = parent.path(name);
    if (parent instanceof ObjectNode object && uri.isTextual()) {
      object.put(name, absolute(uri.textValue(), base));
    }
  }

  private static String absolute(String uri, Path base) {
    if (uri.startsWith("file://")) {
      return uri.substring("file://".length());
    }
    return uri.contains("://") ? uri : base.resolve(uri).normalize().toString();
  }
}
