package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Turns composed YAML nodes into a JSON tree. Its size and depth are bounded, aliases or not. */
final class YamlTree {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NODES = 100_000;

  private final Problems problems;
  private final Map<String, Position> keys = new HashMap<>();
  private final Map<String, Position> values = new HashMap<>();
  private int nodes;

  YamlTree(Problems problems) {
    this.problems = problems;
  }

  YamlDocument read(Node root) {
    JsonNode tree = convert(root, "", 0);
    return new YamlDocument(tree, keys, values);
  }

  private JsonNode convert(Node node, String path, int depth) {
    values.put(path, start(node));
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      if (nodes <= MAX_NODES + 1) {
        problems.add(
            start(node),
            path,
            "is too large: at most %d values, nested at most %d deep"
                .formatted(MAX_NODES, MAX_DEPTH));
        nodes = MAX_NODES + 1;
      }
      return NullNode.getInstance();
    }
    return switch (node) {
      case MappingNode mapping -> mapping(mapping, path, depth);
      case SequenceNode sequence -> sequence(sequence, path, depth);
      case ScalarNode scalar -> YamlScalar.json(scalar);
      default -> NullNode.getInstance();
    };
  }

  private JsonNode mapping(MappingNode mapping, String path, int depth) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problems.add(start(entry.getKeyNode()), path, "has a name that is no plain text");
        continue;
      }
      String name = key.getValue();
      String field = path.isEmpty() ? name : path + "." + name;
      if (object.has(name)) {
        problems.add(start(key), field, "is given twice, first on line " + keys.get(field).line());
        continue;
      }
      keys.put(field, start(key));
      object.set(name, convert(entry.getValueNode(), field, depth + 1));
    }
    return object;
  }

  private JsonNode sequence(SequenceNode sequence, String path, int depth) {
    ArrayNode array = JSON.arrayNode();
    for (Node item : sequence.getValue()) {
      array.add(convert(item, path + "[" + array.size() + "]", depth + 1));
    }
    return array;
  }

  private static Position start(Node node) {
    return node.getStartMark()
        .map(mark -> new Position(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Position.START);
  }
}
