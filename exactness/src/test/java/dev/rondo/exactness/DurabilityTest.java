package dev.rondo.exactness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.scheduler.state.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of files and processes, nothing is lost and every number stays what it was. */
class DurabilityTest {
  private static final TinyExperiment EXPERIMENT = TinyExperiment.ofTwo();
  private static final List<String> RUNS = EXPERIMENT.runs();
  private static final int ROWS = 64;
  private static final int HALFWAY = 72; // of the 138 records of both: two chunks of each

  @TempDir private static Path shared;
  private static Path rows;
  private static Path manifest;
  private static Store alone;
  private static Store interrupted;

  @TempDir private Path directory;
  private Store store;

  /** Both runs have had several turns when Ctrl-C comes, and neither is at its end. */
  @BeforeAll
  static void trainAloneAndInterruptAnother() throws Exception {
    rows = EXPERIMENT.copyRows(shared, ROWS);
    manifest = EXPERIMENT.write(shared, rows);
    alone = new Store(shared.resolve("alone"));
    try (RondoProcess rondo =
        RondoProcess.run(EXPERIMENT.alone().write(shared.resolve("once"), rows), alone)) {
      assertEquals(0, rondo.await(), rondo::output);
    }
    interrupted = new Store(shared.resolve("interrupted"));
    try (RondoProcess rondo = RondoProcess.run(manifest, interrupted)) {
      rondo.awaitRecords(interrupted, RUNS, HALFWAY);
      rondo.signalGroup("INT");
      assertEquals(130, rondo.await(), rondo::output);
      assertTrue(rondo.output().contains("The same command goes on from here"), rondo::output);
    }
    for (String run : RUNS) {
      assertEquals("Running", interrupted.state(run), run);
      assertTrue(interrupted.checkpoints(run).size() > 1, run);
    }
  }

  @BeforeEach
  void copyTheInterruptedStore() throws IOException {
    copyTo(directory.resolve("store"));
  }

  private void copyTo(Path target) throws IOException {
    store = new Store(target);
    try (Stream<Path> files = Files.walk(interrupted.directory())) {
      for (Path file : files.toList()) {
        Files.copy(
            file, store.directory().resolve(interrupted.directory().relativize(file).toString()));
      }
    }
  }

  @Test
  void ctrlCSavesEveryStepAndTheSameCommandGoesOnWhileASecondOneIsTurnedAway() throws Exception {
    for (String run : RUNS) {
      long told =
          store.metrics(run).stream().filter(r -> r.path("split").asText().equals("train")).count();
      long saved = store.status(run).path("worker").path("checkpoint").path("step").asLong();
      assertEquals(told, saved, run);
    }
    try (RondoProcess first = RondoProcess.run(manifest, store)) {
      first.awaitTrainer();
      first.pauseTrainers();
      try (RondoProcess second = RondoProcess.run(manifest, store)) {
        assertEquals(1, second.await());
        assertTrue(second.output().contains("is in use by another `rondo run`"), second::output);
      }
      first.resumeTrainers();
      assertEquals(0, first.await(), first::output);
    }
    store.assertSameAs(alone, RUNS);
  }

  @Test
  void damagedCheckpointsCostTheStepsSinceTheOnesBefore() throws Exception {
    Path flipped = store.checkpoints(RUNS.getFirst()).getFirst().resolve("state.0");
    flipBit(flipped, Files.size(flipped) / 2);
    Path torn = store.checkpoints(RUNS.getLast()).getFirst().resolve("state.0");
    Files.write(torn, Arrays.copyOf(Files.readAllBytes(torn), (int) Files.size(torn) / 2));
    goOn();
    for (String run : RUNS) {
      assertTrue(
          store.message(run).contains("was damaged and set aside"), () -> run + ": " + store);
    }
  }

  @Test
  void aFlippedBitInSharedMemoryIsNoticedBeforeItIsTrainedOn() throws Exception {
    Map<String, Long> before = new HashMap<>();
    for (String run : RUNS) {
      before.put(run, store.records(List.of(run)));
    }
    try (RondoProcess rondo = RondoProcess.run(manifest, store)) {
      // A state is in memory from a run's first turn on, so the one that waits has to have had one.
      for (String run : RUNS) {
        rondo.awaitRecords(store, List.of(run), before.get(run) + 1);
      }
      rondo.pauseTrainers();
      assertTrue(damageAStateThatWaits(), "a state waits");
      rondo.resumeTrainers();
      assertEquals(0, rondo.await(), rondo::output);
    }
    store.assertSameAs(alone, RUNS);
    String turns = Files.readString(store.experiment().resolve("turns.jsonl"));
    assertTrue(turns.contains("\"StateLost\""), "the damage was met");
    assertFalse(turns.contains("\"Crashed\""), "nothing crashed");
  }

  /** Whether there was one. */
  private boolean damageAStateThatWaits() throws IOException {
    for (String run : RUNS) {
      Path generation = store.sharedMemory().resolve(run).resolve("state.0");
      boolean waits = store.status(run).path("worker").path("phase").asText().equals("Waiting");
      if (waits && Files.exists(generation)) {
        flipBit(generation, Files.size(generation) - 9);
        Files.deleteIfExists(generation.resolveSibling("state.1"));
        return true;
      }
    }
    return false;
  }

  @Test
  void sharedMemoryThatIsEmptiedIsMadeUpForFromCheckpoints() throws Exception {
    try (RondoProcess rondo = RondoProcess.run(manifest, store)) {
      rondo.awaitRecords(store, RUNS, store.records(RUNS) + 1);
      rondo.pauseTrainers();
      DurableFiles.delete(store.sharedMemory());
      rondo.resumeTrainers();
      assertEquals(0, rondo.await(), rondo::output);
    }
    store.assertSameAs(alone, RUNS);
    String turns = Files.readString(store.experiment().resolve("turns.jsonl"));
    assertTrue(turns.contains("\"StateLost\""), "it was missed");
  }

  @Test
  void otherDataUnderTheSameUriIsRefusedByNameAndTheFormerDataGoesOn() throws Exception {
    byte[] former = Files.readAllBytes(rows);
    try {
      Files.writeString(rows, "{\"text\": \"something else\"}\n", StandardOpenOption.APPEND);
      try (RondoProcess rondo = RondoProcess.run(manifest, store)) {
        assertEquals(1, rondo.await(), rondo::output);
      }
    } finally {
      Files.write(rows, former);
    }
    for (String run : RUNS) {
      assertEquals("Failed", store.state(run));
      String message = store.message(run);
      assertTrue(message.contains("dataset.train: the prepared rows are others"), message);
    }
    goOn("--resume");
  }

  @Test
  void anotherEngineIsANoticeThatStaysAndTheRunsGoOn() throws Exception {
    String pinned = store.status(RUNS.getFirst()).path("worker").path("engine").asText();
    assertTrue(pinned.contains("1 thread,"), pinned);
    try (RondoProcess rondo = RondoProcess.run(manifest, store, "--threads", "2")) {
      assertEquals(0, rondo.await(), rondo::output);
    }
    for (String run : RUNS) {
      assertEquals("Succeeded", store.state(run));
      assertEquals(pinned, store.status(run).path("worker").path("engine").asText());
      String message = store.message(run);
      assertTrue(message.contains("computed by more than one engine"), message);
      assertTrue(message.contains("2 threads"), message);
    }
  }

  @Test
  void aStoreOfANewerRondoIsLeftAlone() throws Exception {
    Path object = store.experiment().resolve("experiment.yaml");
    String newer =
        Files.readString(object).replaceFirst("store-version: \"?1\"?", "store-version: \"7\"");
    Files.writeString(object, newer);
    try (RondoProcess rondo = RondoProcess.run(manifest, store)) {
      assertEquals(1, rondo.await());
      assertTrue(rondo.output().contains("was written by a newer Rondo"), rondo::output);
    }
    assertEquals(newer, Files.readString(object));
  }

  @Test
  void aFullDiskIsToldAndAResumeGoesOnWhenThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"))) {
      copyTo(disk.directory().resolve("store"));
      try (RondoProcess rondo = RondoProcess.run(manifest, store)) {
        rondo.awaitTrainer();
        disk.fill();
        assertEquals(1, rondo.await(), rondo::output);
        assertTrue(
            rondo.output().contains("No space left on device; make room and resume"),
            rondo::output);
      }
      disk.clear();
      goOn("--resume");
    }
  }

  private void goOn(String... options) throws Exception {
    try (RondoProcess rondo = RondoProcess.run(manifest, store, options)) {
      assertEquals(0, rondo.await(), rondo::output);
    }
    store.assertSameAs(alone, RUNS);
  }

  private static void flipBit(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 16;
    Files.write(file, bytes);
  }
}
