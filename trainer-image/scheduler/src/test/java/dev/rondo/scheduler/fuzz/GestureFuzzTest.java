package dev.rondo.scheduler.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.validation.ManifestReader;
import dev.rondo.core.validation.Reading;
import dev.rondo.scheduler.local.GestureLog;
import dev.rondo.scheduler.local.GestureRequests;
import dev.rondo.scheduler.local.StoreFolder;
import dev.rondo.scheduler.local.StoredExperiment;
import dev.rondo.scheduler.local.YamlObjects;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.store.RunFolder;
import dev.rondo.scheduler.trainer.CountingTrainers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gestures at random on runs of a process that is killed at random. {@code -Drondo.fuzz.gestures=N}
 * makes more of them, {@code -Drondo.fuzz.seed=N} the same ones again.
 */
class GestureFuzzTest {
  private static final int GESTURES = Integer.getInteger("rondo.fuzz.gestures", 120);
  private static final int GESTURES_A_KILL = 40;
  private static final long SEED = Long.getLong("rondo.fuzz.seed", 42);
  private static final Duration PATIENCE = Duration.ofSeconds(60 + GESTURES / 10);
  private static final String MANIFEST =
      """
      apiVersion: rondo.dev/v1alpha1
      kind: Experiment
      metadata: {name: fuzz}
      spec:
        maxRuns: 1000
        model: {uri: model}
        dataset: {train: {uri: rows.jsonl}}
        base:
          peft: {r: 8}
          trainingArgs: {learning_rate: 1.0e-3, max_steps: 1000000}
        configs:
        - {name: endless}
        - {name: other, trainingArgs: {learning_rate: 2.0e-3}}
        - {name: short, trainingArgs: {max_steps: 12}}
        - {name: failing, trainingArgs: {weight_decay: 0.5}}
      """;

  @TempDir private Path directory;
  private final Random random = new Random(SEED);
  private final Oracle oracle = new Oracle();
  private StoreFolder folder;

  @Test
  void everyGestureCountsOnceAndEveryRunEndsAsTheTableSays() throws Exception {
    folder = new StoreFolder(directory.resolve("fuzz"));
    Experiment experiment =
        ((Reading.Accepted) ManifestReader.read("fuzz.yaml", MANIFEST)).experiments().getFirst();
    StoredExperiment.apply(folder, experiment, directory, Instant.now());
    Process process = TrainingProcess.start(folder);
    int kills = 0;
    try {
      await(
          "the short and the failing run come to rest",
          () ->
              state("fuzz-short-1").filter("Succeeded"::equals).isPresent()
                  && state("fuzz-failing-1").filter("Failed"::equals).isPresent());
      oracle.begin("fuzz-endless-1", Oracle.State.LIVE);
      oracle.begin("fuzz-other-1", Oracle.State.LIVE);
      oracle.begin("fuzz-short-1", Oracle.State.SUCCEEDED);
      oracle.begin("fuzz-failing-1", Oracle.State.FAILED);
      List<String> names = new ArrayList<>(oracle.runs().keySet());
      names.sort(null);
      GestureRequests requests = new GestureRequests(folder);
      List<FuzzedGesture> made = new ArrayList<>();
      for (int i = 0; i < GESTURES; i++) {
        FuzzedGesture gesture =
            made.isEmpty() || random.nextInt(10) > 0
                ? FuzzedGesture.next(i, names, oracle, random)
                : made.getLast();
        made.add(gesture);
        oracle.apply(gesture);
        oracle.runs().keySet().stream().filter(n -> !names.contains(n)).forEach(names::add);
        requests.leave(gesture.request());
        Thread.sleep(random.nextInt(15));
        if (random.nextInt(GESTURES_A_KILL) == 0) {
          process.destroyForcibly().waitFor();
          process = TrainingProcess.start(folder);
          kills++;
        }
      }
      process.destroyForcibly().waitFor();
      process = TrainingProcess.start(folder);
      kills++;
      await("every gesture is answered and every run is where it belongs", this::isSettled);
    } finally {
      process.destroyForcibly().waitFor();
      RunStates.create(uid(), folder.scratch()).deleteAll();
    }
    assertEveryGestureCountedOnce();
    assertNoStepWasLostOrDoubled();
    IO.println(
        "seed %d: %d gestures, %d kills, %d runs at the end; 0 lost, 0 doubled"
            .formatted(SEED, oracle.results().size(), kills, oracle.runs().size()));
  }

  private boolean isSettled() throws IOException {
    Set<String> there = new HashSet<>(folder.runs());
    boolean areStates =
        there.equals(oracle.runs().keySet())
            && oracle.runs().entrySet().stream()
                .allMatch(run -> Oracle.agrees(run.getValue(), state(run.getKey())));
    Map<String, Oracle.Result> results = oracle.results();
    long answered =
        new GestureLog(folder)
            .entries().stream().map(GestureLog.Entry::answer).filter(this::isSettled).count();
    return areStates && answered == results.size();
  }

  /** A clone may wait for ever for the first state of a run that was stopped before it had one. */
  private boolean isSettled(ControlEntry answer) {
    return !answer.result().equals(Control.ACCEPTED) || answer.gesture().equals("clone");
  }

  private void assertEveryGestureCountedOnce() throws IOException {
    List<GestureLog.Entry> entries = new GestureLog(folder).entries();
    for (GestureLog.Entry entry : entries) {
      ControlEntry answer = entry.answer();
      boolean isRefused = answer.result().equals(Control.REFUSED);
      assertEquals(
          oracle.results().get(answer.id()),
          isRefused ? Oracle.Result.REFUSED : Oracle.Result.DONE,
          entry::toString);
    }
    assertEquals(oracle.results().size(), entries.size());
    assertEquals(oracle.runs().keySet(), new HashSet<>(folder.runs()));
    oracle
        .runs()
        .forEach((run, expected) ->
            assertTrue(Oracle.agrees(expected, state(run)), () -> run + " is not " + expected));
  }

  /** Each run's newest checkpoint is what its steps make of the state that it began from. */
  private void assertNoStepWasLostOrDoubled() throws IOException {
    for (String name : folder.runs()) {
      Run run = YamlObjects.read(folder.runObject(name), Run.class);
      RunFolder files = folder.run(name);
      List<Long> steps = files.checkpoints().steps();
      String start =
          Files.isDirectory(files.source()) ? CountingTrainers.stateIn(files.source()) : "";
      long first = start.isEmpty() ? 0 : CountingTrainers.stepOf(start);
      double rate = run.spec().config().trainingArgs().get("learning_rate").doubleValue();
      for (long step : steps) {
        Path state = files.checkpoints().state(step).orElseThrow().getParent();
        assertEquals(
            CountingTrainers.after(start, step, rate),
            CountingTrainers.stateIn(state),
            name + " after step " + step);
      }
      long expected = first;
      for (JsonNode record : files.metrics().records()) {
        if (record.path("split").asText().equals("train")) {
          assertEquals(++expected, record.path("step").asLong(), name + ": " + record);
        }
      }
      long newest = steps.isEmpty() ? first : steps.getFirst();
      assertTrue(expected >= newest, name + " has records up to its checkpoint");
    }
  }

  private Optional<String> state(String run) {
    try {
      return Optional.ofNullable(YamlObjects.read(folder.runObject(run), Run.class).status())
          .map(RunStatus::state);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private String uid() throws IOException {
    return YamlObjects.read(folder.experiment(), Experiment.class).metadata().getUid();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within %s: %s; %s".formatted(PATIENCE, what, report()));
      }
      Thread.sleep(50);
    }
  }

  private String report() throws IOException {
    List<String> lines = new ArrayList<>();
    for (GestureLog.Entry entry : new GestureLog(folder).entries()) {
      if (!isSettled(entry.answer())) {
        lines.add("open: " + entry);
      }
    }
    Set<String> all = new HashSet<>(folder.runs());
    all.addAll(oracle.runs().keySet());
    for (String run : all) {
      Oracle.State expected = oracle.runs().get(run);
      if (expected == null || !Oracle.agrees(expected, state(run))) {
        lines.add("%s is %s, expected %s".formatted(run, state(run), expected));
      }
    }
    lines.add(
        Files.readString(folder.directory().resolve("process.log")).lines().limit(30).toList()
            + "");
    return String.join("\n", lines);
  }
}
