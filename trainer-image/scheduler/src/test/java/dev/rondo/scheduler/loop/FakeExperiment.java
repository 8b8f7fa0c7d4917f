package dev.rondo.scheduler.loop;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.validation.ManifestReader;
import dev.rondo.core.validation.Reading;
import dev.rondo.scheduler.local.DirectoryRunStore;
import dev.rondo.scheduler.local.GestureRequests;
import dev.rondo.scheduler.local.StoreFolder;
import dev.rondo.scheduler.local.StoredExperiment;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.trainer.FakeScript;
import dev.rondo.scheduler.trainer.FakeTrainers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An experiment in a local store, trained by the real loop on fake trainers. */
final class FakeExperiment {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final StoreFolder folder;

  /** Runs {@code test-a-1}, {@code test-b-1}, ... of these configs. */
  FakeExperiment(Path directory, int chunks, String... configs) throws IOException {
    this.directory = directory;
    this.folder = new StoreFolder(directory.resolve("store").resolve("test"));
    apply(chunks, configs);
  }

  /** The manifest now lists these configs. */
  void apply(int chunks, String... configs) throws IOException {
    String manifest =
        """
        apiVersion: rondo.dev/v1alpha1
        kind: Experiment
        metadata: {name: test}
        spec:
          trainer: SFT
          seed: 1
          chunks: %d
          checkpoints: {keep: 2}
          model: {uri: model}
          dataset: {train: {uri: train.jsonl}, eval: {uri: eval.jsonl}}
          base: {trainingArgs: {logging_steps: 1}}
          configs: [%s]
        """
            .formatted(
                chunks,
                IntStream.range(0, configs.length)
                    .mapToObj(i -> "{name: %s, peft: {r: %d}}".formatted(configs[i], i + 1))
                    .collect(Collectors.joining(", ")));
    Reading reading = ManifestReader.read("test.yaml", manifest);
    Reading.Accepted read = assertInstanceOf(Reading.Accepted.class, reading, reading::toString);
    StoredExperiment.apply(
        folder,
        read.experiments().getFirst(),
        folder.directory(),
        Instant.parse("2026-05-04T03:02:01Z"));
  }

  /** Gives a run a priority, as {@code kubectl edit} would. */
  void prioritize(String run, int priority) throws IOException {
    Path object = folder.runObject(run);
    Files.writeString(
        object,
        Files.readString(object).replaceFirst("(?m)^spec:$", "spec:\n  priority: " + priority));
  }

  /** Asks for runs to go on, as from a second terminal. */
  void resume(String... runs) throws IOException {
    for (String run : runs) {
      gesture("resume", run);
    }
  }

  /** Makes a gesture, as from a second terminal. */
  void gesture(String gesture, String run) throws IOException {
    new GestureRequests(folder)
        .leave(new GestureRequests.Request(gesture + "-" + run, gesture, run, null));
  }

  StoreFolder folder() {
    return folder;
  }

  DirectoryRunStore open() throws IOException {
    return new DirectoryRunStore(folder, directory, Clock.systemUTC());
  }

  Scheduler scheduler(FakeScript script, int slots) throws IOException {
    DirectoryRunStore store = open();
    return scheduler(
        store, RunStates.create(store.uid(), directory.resolve("states")), script, slots);
  }

  private Scheduler scheduler(
      DirectoryRunStore store, RunStates states, FakeScript script, int slots) {
    return new Scheduler(
        store, states, FakeTrainers.slots(slots, script, directory), Ending.WHEN_RUNS_END);
  }

  /**
   * Trains until the loop ends, with the states in a memory of a size of its own.
   *
   * @param memory a directory, and how much can still be written there
   */
  FakeExperiment trainIn(Path memory, RunStates.Room room, FakeScript script, int slots)
      throws IOException, InterruptedException {
    DirectoryRunStore store = open();
    scheduler(store, RunStates.in(memory, store.uid(), room), script, slots).run();
    return this;
  }

  /** Trains until the loop ends. */
  FakeExperiment train(FakeScript script, int slots) throws IOException, InterruptedException {
    scheduler(script, slots).run();
    return this;
  }

  WorkerReport report(String run) throws IOException {
    return open().runs().stream()
        .filter(candidate -> candidate.metadata().getName().equals(run))
        .findFirst()
        .orElseThrow()
        .status()
        .worker();
  }

  String phase(String run) throws IOException {
    return report(run).phase();
  }

  /** Steps of a split, in the order of their records. */
  List<Long> steps(String run, String split) throws IOException {
    return folder.run(run).metrics().records().stream()
        .filter(record -> record.path("split").asText().equals(split))
        .map(record -> record.path("step").asLong())
        .toList();
  }

  List<JsonNode> turns() throws IOException {
    List<JsonNode> turns = new ArrayList<>();
    for (String line : Files.readAllLines(folder.turnLog())) {
      turns.add(JSON.readTree(line));
    }
    return turns;
  }

  /** The step that was exported last as this run's adapter. */
  String exportedStep(String run) throws IOException {
    return Files.readString(folder.run(run).adapter().resolve("step"));
  }
}
