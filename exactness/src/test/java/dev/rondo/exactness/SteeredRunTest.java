package dev.rondo.exactness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.scheduler.local.GestureLog;
import dev.rondo.scheduler.local.GestureRequests;
import dev.rondo.scheduler.local.StoreFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that people stop and resume, with the process that trains and without it. */
class SteeredRunTest {
  private static final int ROWS = 14;
  private static final int EPOCHS = 8;
  private static final String FAST = "tiny-fast-1";
  private static final String SLOW = "tiny-slow-1";

  @TempDir private Path directory;
  private int gestures;

  @Test
  void stoppedAndResumedTheyEndBitForBitAsRunsThatNobodyTouched() throws Exception {
    Map<String, Map<String, Object>> configs = new TreeMap<>();
    configs.put("fast", leaf(1e-2));
    configs.put("slow", leaf(1e-3));
    TinyExperiment experiment = new TinyExperiment(TinyExperiment.Trainer.SFT, configs, 3, 1, 300);
    Path rows = experiment.copyRows(directory, ROWS);
    Path manifest = experiment.write(directory.resolve("manifest"), rows);
    Store untouched = new Store(directory.resolve("untouched"));
    try (RondoProcess rondo = RondoProcess.run(manifest, untouched)) {
      assertEquals(0, rondo.await(), rondo::output);
    }
    Store store = new Store(directory.resolve("steered"));
    try (RondoProcess rondo = RondoProcess.run(manifest, store)) {
      awaitRecords(rondo, store, experiment, 9);
      stop(store, FAST);
      awaitRecords(rondo, store, experiment, 5);
      make(store, "resume", FAST);
      awaitRecords(rondo, store, experiment, 7);
      stop(store, SLOW);
      stop(store, FAST);
      assertEquals(0, rondo.await(), rondo::output);
    }
    for (String run : experiment.runs()) {
      assertEquals("Stopped", store.state(run));
    }
    resumeWithNothingTraining(store, SLOW);
    try (RondoProcess rondo = RondoProcess.run(manifest, store, "--resume")) {
      awaitRecords(rondo, store, experiment, 6);
      stop(store, SLOW);
      assertEquals(0, rondo.await(), rondo::output);
    }
    resumeWithNothingTraining(store, FAST);
    resumeWithNothingTraining(store, SLOW);
    try (RondoProcess rondo = RondoProcess.run(manifest, store, "--resume")) {
      assertEquals(0, rondo.await(), rondo::output);
    }
    store.assertSameAs(untouched, experiment.runs());
  }

  private static void awaitRecords(
      RondoProcess rondo, Store store, TinyExperiment experiment, int more)
      throws IOException, InterruptedException {
    rondo.awaitRecords(store, experiment.runs(), store.records(experiment.runs()) + more);
    assertTrue(rondo.isAlive(), rondo::output);
  }

  /** In the middle of it, or the test tells nothing. */
  private void stop(Store store, String run) throws Exception {
    assertEquals("stopped", make(store, "stop", run).message());
    assertEquals("Stopped", store.state(run));
  }

  private void resumeWithNothingTraining(Store store, String run) throws Exception {
    try (RondoProcess resume = RondoProcess.gesture(store, "resume", run)) {
      assertEquals(0, resume.await(), resume::output);
      assertTrue(resume.output().contains("nothing trains now"), resume::output);
    }
  }

  /** Leaves a gesture as the command line does, and waits for what the training process says. */
  private ControlEntry make(Store store, String gesture, String run) throws Exception {
    StoreFolder folder = new StoreFolder(store.experiment());
    String id = "%05d".formatted(++gestures);
    new GestureRequests(folder).leave(new GestureRequests.Request(id, gesture, run, null));
    while (true) {
      Optional<ControlEntry> answer =
          new GestureLog(folder).answer(id).filter(given -> !given.result().equals("Accepted"));
      if (answer.isPresent()) {
        assertEquals("Done", answer.get().result(), answer.get()::toString);
        return answer.get();
      }
      Thread.sleep(5);
    }
  }

  private static Map<String, Object> leaf(double learningRate) {
    return Map.of(
        "peft",
        Map.of("r", 4, "target_modules", List.of("q_proj", "v_proj"), "lora_dropout", 0.1),
        "trainingArgs",
        Map.of(
            "learning_rate",
            learningRate,
            "lr_scheduler_type",
            "cosine",
            "warmup_steps",
            10,
            "per_device_train_batch_size",
            1,
            "num_train_epochs",
            EPOCHS,
            "logging_steps",
            1));
  }
}
