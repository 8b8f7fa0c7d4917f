package dev.rondo.core.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.fields.ManifestFields;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.TrainerKind;
import dev.rondo.core.search.LeafTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads manifests: YAML or JSON text, one or several documents of kind Experiment or Run. */
public final class ManifestReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final FieldCatalogue CATALOGUE = FieldCatalogue.load();
  private static final ManifestFields EXPERIMENT =
      new ManifestFields(CATALOGUE, CATALOGUE.experiment());
  private static final ManifestFields RUN = new ManifestFields(CATALOGUE, CATALOGUE.run());

  private final Problems problems;
  private final Problems notes;
  private final List<Experiment> experiments = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();

  private ManifestReader(String fileName) {
    this.problems = new Problems(fileName);
    this.notes = new Problems(fileName);
  }

  /**
   * The objects of a manifest, or every problem of it at once. Never throws.
   *
   * @param fileName how messages call the text
   * @param text YAML
   */
  public static Reading read(String fileName, String text) {
    ManifestReader reader = new ManifestReader(fileName);
    List<YamlDocument> documents = new YamlReader(reader.problems).read(text);
    if (documents.isEmpty() && reader.problems.isEmpty()) {
      reader.problems.add(Position.START, "", "is empty: give an Experiment or a Run");
    }
    documents.forEach(reader::document);
    reader.names(documents);
    return reader.problems.isEmpty()
        ? new Reading.Accepted(reader.experiments, reader.runs, reader.notes.all())
        : new Reading.Refused(reader.problems.all());
  }

  private void document(YamlDocument document) {
    if (!document.tree().isObject()) {
      problems.add(document, "", "is no object: give an Experiment or a Run");
      return;
    }
    JsonNode kind = document.tree().path("kind");
    switch (kind.asText()) {
      case "Experiment" -> experiment(document);
      case "Run" -> run(document);
      default ->
          problems.add(
              document,
              "kind",
              "is %s, must be Experiment or Run%s"
                  .formatted(
                      kind.isMissingNode() ? "missing" : ValueRule.shown(kind),
                      NearestName.hint(kind.asText(), List.of("Experiment", "Run"))));
    }
  }

  /** An object stands in a file once. */
  private void names(List<YamlDocument> documents) {
    Map<String, YamlDocument> first = new HashMap<>();
    for (YamlDocument document : documents) {
      String name = document.tree().path("metadata").path("name").asText();
      String object = document.tree().path("kind").asText() + " " + name;
      YamlDocument earlier = name.isEmpty() ? null : first.putIfAbsent(object, document);
      if (earlier != null) {
        int line = earlier.of("metadata.name").line();
        problems.add(document, "metadata.name", "is %s, as on line %d".formatted(name, line));
      }
    }
  }

  private void experiment(YamlDocument document) {
    int before = problems.size();
    TrainerKind trainer = trainer(document);
    JsonNode spec = document.tree().path("spec");
    new SchemaRule(EXPERIMENT, document, trainer, problems, notes).check();
    new SearchRule(CATALOGUE, document, trainer, problems).check();
    new ExperimentRules(document, problems).check();
    SearchCorners search = SearchCorners.of(spec.path("search"));
    List<JsonNode> configs = Items.of(spec.path("configs"));
    int looked = Math.min(configs.size(), ExperimentRules.MAX_CONFIGS);
    for (int i = configs.isEmpty() ? -1 : 0; i < looked; i++) {
      JsonNode config = i < 0 ? MissingNode.getInstance() : configs.get(i);
      LeafPlaces places = LeafPlaces.ofConfig(document, i, search.places());
      for (Map<String, JsonNode> point : search.points()) {
        ObjectNode leaf = LeafTree.of(spec, config);
        point.forEach((path, value) -> LeafTree.set(leaf, path, value));
        new LeafRules(leaf, places, trainer, problems).check();
      }
    }
    if (problems.size() == before) {
      convert(document, Experiment.class)
          .ifPresent(experiment -> {
            new ExpansionRule(document, problems).check(experiment);
            experiments.add(experiment);
          });
    }
  }

  private void run(YamlDocument document) {
    int before = problems.size();
    TrainerKind trainer = trainer(document);
    JsonNode spec = document.tree().path("spec");
    new SchemaRule(RUN, document, trainer, problems, notes).check();
    ObjectNode leaf = LeafTree.of(spec, spec.path("config"));
    new LeafRules(leaf, LeafPlaces.ofRun(document), trainer, problems).check();
    if (problems.size() == before) {
      convert(document, Run.class).ifPresent(runs::add);
    }
  }

  /** SFT where the field is absent or wrong; the schema tells about the latter. */
  private static TrainerKind trainer(YamlDocument document) {
    String name = document.tree().path("spec").path("trainer").asText();
    return Arrays.stream(TrainerKind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElse(TrainerKind.SFT);
  }

  private <T> Optional<T> convert(YamlDocument document, Class<T> type) {
    try {
      return Optional.of(JSON.treeToValue(document.tree(), type));
    } catch (JsonProcessingException wrong) {
      problems.add(document, "", wrong.getOriginalMessage());
      return Optional.empty();
    }
  }
}
