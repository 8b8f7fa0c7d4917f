package dev.rondo.core.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Run;
import java.util.ArrayList;
import java.util.List;

/** Reads manifests: YAML or JSON text, one or several documents of kind Experiment or Run. */
public final class ManifestReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private ManifestReader() {}

  /**
   * The objects of a manifest, or every problem of it at once. Never throws.
   *
   * @param fileName how messages call the text
   * @param text YAML
   */
  public static Reading read(String fileName, String text) {
    Problems problems = new Problems(fileName);
    List<Experiment> experiments = new ArrayList<>();
    List<Run> runs = new ArrayList<>();
    List<YamlDocument> documents = new YamlReader(problems).read(text);
    if (documents.isEmpty() && problems.isEmpty()) {
      problems.add(Position.START, "", "is empty: give an Experiment or a Run");
    }
    for (YamlDocument document : documents) {
      JsonNode tree = document.tree();
      switch (tree.path("kind").asText()) {
        case "Experiment" -> convert(document, Experiment.class, problems, experiments);
        case "Run" -> convert(document, Run.class, problems, runs);
        default -> problems.add(document, "kind", "must be Experiment or Run");
      }
    }
    return problems.isEmpty()
        ? new Reading.Accepted(experiments, runs)
        : new Reading.Refused(problems.all());
  }

  private static <T> void convert(
      YamlDocument document, Class<T> type, Problems problems, List<T> into) {
    try {
      into.add(JSON.treeToValue(document.tree(), type));
    } catch (JsonProcessingException wrong) {
      problems.add(document, "", wrong.getOriginalMessage());
    }
  }
}
