package dev.rondo.cli.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.ConfigEntry;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the files of an experiment lie.
 *
 * @param directory STORE/EXPERIMENT
 */
record ExperimentFolder(Path directory) {
  private static final ObjectMapper YAML = StoreFormats.yaml();

  ExperimentView read() throws IOException {
    Path manifest = directory.resolve("experiment.yaml");
    if (!Files.isRegularFile(manifest)) {
      throw new IOException("%s: no experiment.yaml here".formatted(directory));
    }
    Experiment experiment = parse(manifest, Experiment.class);
    if (experiment == null || experiment.metadata() == null || experiment.spec() == null) {
      throw new IOException("%s: metadata or spec is missing".formatted(manifest));
    }
    List<RunHistory> runs = new ArrayList<>();
    for (Path folder : runFolders()) {
      runs.add(history(folder));
    }
    runs.sort(order(experiment));
    return new ExperimentView(experiment, runs, turns());
  }

  private List<Path> runFolders() throws IOException {
    Path runs = directory.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders.filter(folder -> Files.isRegularFile(folder.resolve("run.yaml"))).toList();
    }
  }

  private static RunHistory history(Path folder) throws IOException {
    Path object = folder.resolve("run.yaml");
    Run run = parse(object, Run.class);
    if (run == null || run.metadata() == null || run.spec() == null) {
      throw new IOException("%s: metadata or spec is missing".formatted(object));
    }
    List<MetricPoint> train = new ArrayList<>();
    List<MetricPoint> eval = new ArrayList<>();
    for (ObjectNode line : JsonLines.read(folder.resolve("metrics.jsonl"))) {
      MetricPoint point = MetricPoint.of(line);
      (point.split().equals("eval") ? eval : train).add(point);
    }
    return new RunHistory(run, train, eval);
  }

  private List<TurnRecord> turns() throws IOException {
    return JsonLines.read(directory.resolve("turns.jsonl")).stream()
        .map(TurnRecord::of)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(TurnRecord::start))
        .toList();
  }

  /** The ledger's order; runs that are not in it (clones) come last, 2 before 10. */
  private static Comparator<RunHistory> order(Experiment experiment) {
    List<String> ledger =
        experiment.status() == null || experiment.status().configs() == null
            ? List.of()
            : experiment.status().configs().stream().map(ConfigEntry::name).toList();
    return Comparator.<RunHistory>comparingInt(
            run -> ledger.contains(run.name()) ? ledger.indexOf(run.name()) : ledger.size())
        .thenComparing(RunHistory::name, NaturalOrder.INSTANCE);
  }

  private static <T> T parse(Path file, Class<T> type) throws IOException {
    try {
      return YAML.readValue(Files.readString(file), type);
    } catch (JsonProcessingException bad) {
      throw new IOException("%s: %s".formatted(file, bad.getOriginalMessage()), bad);
    }
  }
}
