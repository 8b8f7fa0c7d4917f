package dev.rondo.core.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Parses YAML 1.2 (so JSON too) into documents that remember lines. Never throws. */
final class YamlReader {
  private final Problems problems;

  YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** The documents of a stream that are not empty; problems are noted. */
  List<YamlDocument> read(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setUseMarks(true)
            .setAllowDuplicateKeys(true)
            .build();
    List<YamlDocument> documents = new ArrayList<>();
    try {
      for (Node root : new Compose(settings).composeAllFromString(text)) {
        YamlTree tree = new YamlTree(problems);
        documents.add(tree.read(root));
      }
    } catch (MarkedYamlEngineException malformed) {
      Optional<Mark> mark = malformed.getProblemMark().or(malformed::getContextMark);
      Position at =
          mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1)).orElse(Position.START);
      problems.add(at, "", "is no YAML: " + reason(malformed));
    } catch (YamlEngineException malformed) {
      problems.add(Position.START, "", "is no YAML: " + malformed.getMessage());
    }
    return documents.stream().filter(document -> !document.tree().isNull()).toList();
  }

  private static String reason(MarkedYamlEngineException malformed) {
    String problem = String.valueOf(malformed.getProblem()).strip();
    String context = malformed.getContext();
    String reason = context == null || context.isEmpty() ? problem : context + ", " + problem;
    return reason.contains("'\\t'") || reason.contains("\\t(TAB)")
        ? reason + "; indent with spaces, YAML takes no tabs"
        : reason;
  }
}
