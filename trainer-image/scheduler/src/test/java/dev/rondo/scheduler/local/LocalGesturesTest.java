package dev.rondo.scheduler.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.scheduler.trainer.CountingTrainers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalGesturesTest {
  private static final Duration STEP = Duration.ofMillis(5);
  private static final String FOUR_RUNS =
      """
      apiVersion: rondo.dev/v1alpha1
      kind: Experiment
      metadata: {name: x}
      spec:
        model: {uri: model}
        dataset: {train: {uri: rows.jsonl}}
        base:
          peft: {r: 8}
          trainingArgs: {learning_rate: 1.0e-3, max_steps: 100000}
        configs:
        - {name: a}
        - {name: b, trainingArgs: {learning_rate: 2.0e-3}}
        - {name: short, trainingArgs: {max_steps: 20}}
        - {name: failing, trainingArgs: {weight_decay: 0.5}}
      """;

  @TempDir private Path store;

  @Test
  void aStopActsAtTheNextStepAndSaysHowLongItTook() throws Exception {
    try (LocalTraining training = new LocalTraining(store, FOUR_RUNS, 4, Duration.ofMillis(100))) {
      training.start();
      training.awaitStep("x-a-1", 2);
      ControlEntry answer = training.make("stop", "x-a-1", null);
      assertEquals(Control.DONE, answer.result());
      assertTrue(answer.actedStep() - answer.step() <= 1, answer::toString);
      assertFalse(answer.actedTime().isEmpty());
      assertEquals("Stopped", training.state("x-a-1"));
      assertEquals(
          CountingTrainers.after("", answer.actedStep(), 1e-3), training.newestState("x-a-1"));
    }
  }

  @Test
  void everythingStoppedThenOneResumedGoesOnFromItsExactStep() throws Exception {
    try (LocalTraining training = new LocalTraining(store, FOUR_RUNS, 2, STEP)) {
      training.start();
      training.awaitStep("x-a-1", 3);
      training.awaitStep("x-b-1", 3);
      training.awaitState("x-short-1", "Succeeded");
      training.make("stop", "x-a-1", null);
      training.make("stop", "x-b-1", null);
      long stoppedAt = training.step("x-a-1");
      training.stop();
      assertEquals(Control.DONE, training.make("stop", "x-a-1", null).result());
      ControlEntry recorded = training.make("resume", "x-a-1", null);
      assertEquals(Control.ACCEPTED, recorded.result());
      training.start();
      training.awaitStep("x-a-1", stoppedAt + 20);
      assertEquals(Control.DONE, training.awaitAnswer(recorded.id()).result());
      training.make("stop", "x-a-1", null);
      assertEquals(
          CountingTrainers.after("", training.step("x-a-1"), 1e-3), training.newestState("x-a-1"));
      assertEquals("Stopped", training.state("x-b-1"));
      var untouched = training.run("x-b-1").status().worker().progress();
      assertEquals(100_000, untouched.totalSteps(), "told still, though nothing prepared it again");
    }
  }

  @Test
  void aWarmCloneStartsFromTheStateAfterTheNextStepOfAParentThatGoesOn() throws Exception {
    try (LocalTraining training = new LocalTraining(store, FOUR_RUNS, 2, Duration.ofMillis(50))) {
      training.start();
      training.awaitStep("x-a-1", 3);
      ControlEntry answer =
          training.make(
              "clone",
              "x-a-1",
              "{name: hot, warmStart: true, trainingArgs: {learning_rate: 5e-4}}");
      assertEquals(Control.DONE, answer.result(), answer::toString);
      var source = training.run("hot").status().source();
      assertEquals("x-a-1", source.run());
      assertEquals("hot starts from %s of x-a-1".formatted(source.checkpoint()), answer.message());
      assertTrue(answer.actedStep() >= answer.step(), answer::toString);
      String start = CountingTrainers.stateIn(training.files("hot").source());
      assertEquals(CountingTrainers.after("", answer.actedStep(), 1e-3), start);
      training.awaitStep("hot", answer.actedStep() + 4);
      training.awaitStep("x-a-1", answer.actedStep() + 4);
      training.make("stop", "hot", null);
      long at = training.step("hot");
      assertEquals(CountingTrainers.after(start, at, 5e-4), training.newestState("hot"));
      assertTrue(
          training.files("hot").checkpoints().steps().contains(at)
              && training.run("hot").metadata().getLabels().containsValue("x-a-1"));
    }
  }

  @Test
  void aCloneKeepsItsSourceWhenTheParentIsDeleted() throws Exception {
    try (LocalTraining training = new LocalTraining(store, FOUR_RUNS, 2, STEP)) {
      training.start();
      training.awaitStep("x-a-1", 3);
      String clone = training.leave("clone", "x-a-1", "{name: heir, warmStart: true}");
      training.leave("delete", "x-a-1", null);
      training.awaitAnswer(clone);
      training.await("the parent is gone", () -> !training.folder.runs().contains("x-a-1"));
      training.awaitStep("heir", 10);
      assertFalse(Files.exists(training.files("x-a-1").directory()));
      assertEquals("x-a-1", training.run("heir").status().source().run());
      ControlEntry late = training.make("clone", "x-a-1", "");
      assertEquals(Control.REFUSED, late.result());
    }
  }

  @Test
  void aCloneOfARunThatWasDeletedBeforeItsFirstStateSaysSoAtOnce() throws Exception {
    try (LocalTraining training = new LocalTraining(store, FOUR_RUNS, 2, STEP)) {
      training.make("clone", "x-a-1", "{name: heir, warmStart: true}");
      assertEquals(Optional.empty(), SourceCondition.hindrance(training.run("heir")));
      training.make("delete", "x-a-1", null);
      assertEquals(
          Optional.of("x-a-1 is gone, and had no checkpoint; delete this clone"),
          SourceCondition.hindrance(training.run("heir")));
    }
  }

  @Test
  void anyPastCheckpointOfAnEndedRunCanBeClonedFrom() throws Exception {
    try (LocalTraining training = new LocalTraining(store, FOUR_RUNS, 2, STEP)) {
      training.start();
      training.awaitState("x-short-1", "Succeeded");
      List<Long> steps = training.files("x-short-1").checkpoints().steps();
      long past = steps.getLast();
      assertTrue(steps.size() > 1 && past < 20, steps::toString);
      ControlEntry answer =
          training.make(
              "clone", "x-short-1", "{name: back, at: %d, warmStart: true}".formatted(past));
      assertEquals(Control.DONE, answer.result(), answer::toString);
      training.awaitState("back", "Succeeded");
      assertEquals(past + 20, training.step("back"));
      ControlEntry never = training.make("clone", "x-short-1", "{at: 1, warmStart: true}");
      assertEquals(Control.REFUSED, never.result());
      assertTrue(never.message().contains("has no checkpoint 1; it has"), never::message);
    }
  }

  @Test
  void aStateOfANewerFormatIsNoneToCloneFromAndNoReasonForAnOlderOne() throws Exception {
    try (LocalTraining training = new LocalTraining(store, FOUR_RUNS, 2, STEP)) {
      training.start();
      training.awaitState("x-short-1", "Succeeded");
      training.stop();
      Path state = training.files("x-short-1").checkpoints().newest().orElseThrow();
      byte[] bytes = Files.readAllBytes(state);
      bytes[Long.BYTES] = 2;
      Files.write(state, bytes);
      ControlEntry latest = training.make("clone", "x-short-1", "{warmStart: true}");
      assertEquals(Control.REFUSED, latest.result());
      assertTrue(latest.message().contains("is a saved state of format 2"), latest::message);
      long past = training.files("x-short-1").checkpoints().steps().getLast();
      ControlEntry earlier =
          training.make(
              "clone", "x-short-1", "{name: back, at: %d, warmStart: true}".formatted(past));
      assertEquals(Control.DONE, earlier.result(), earlier::message);
    }
  }

  @Test
  void aFailedRunStaysFailedUntilItIsResumedAndTriesOnceThen() throws Exception {
    try (LocalTraining training = new LocalTraining(store, FOUR_RUNS, 2, STEP)) {
      training.start();
      training.awaitState("x-failing-1", "Failed");
      training.stop();
      int turns = turns(training, "x-failing-1");
      training.start();
      training.awaitStep("x-a-1", 20);
      assertEquals(turns, turns(training, "x-failing-1"), "nobody resumed it");
      ControlEntry answer = training.make("resume", "x-failing-1", null);
      assertEquals(Control.DONE, answer.result());
      training.await("it tries again", () -> turns(training, "x-failing-1") == turns + 1);
      training.awaitState("x-failing-1", "Failed");
      assertEquals(null, training.run("x-failing-1").spec().requests());
      assertEquals(Control.REFUSED, training.make("stop", "x-failing-1", null).result());
    }
  }

  @Test
  void aFailedRunGoesOnOnAnySlotOnceWhatItWasPreparedFromIsMended() throws Exception {
    try (LocalTraining training = new LocalTraining(store, FOUR_RUNS, 2, STEP)) {
      training.start();
      training.awaitState("x-failing-1", "Failed");
      training.make("resume", "x-failing-1", null);
      training.await("it tries again", () -> turns(training, "x-failing-1") == 2);
      training.awaitState("x-failing-1", "Failed");
      Path rows = training.folder.preparedRows();
      Files.createDirectories(rows);
      Files.writeString(rows.resolve("mended"), "");
      training.make("resume", "x-failing-1", null);
      training.awaitStep("x-failing-1", 40);
    }
  }

  @Test
  void badClonesAreRefusedWithEveryProblemAndNobodyNotices() throws Exception {
    try (LocalTraining training = new LocalTraining(store, FOUR_RUNS, 2, STEP)) {
      training.start();
      training.awaitStep("x-a-1", 2);
      ControlEntry answer =
          training.make(
              "clone", "x-a-1", "{name: x-b-1, trainingArgs: {learning_rat: 1, weight_decay: -1}}");
      assertEquals(Control.REFUSED, answer.result());
      assertEquals(3, answer.message().lines().count(), answer::message);
      assertEquals(Control.REFUSED, training.make("clone", "x-a-1", "{name: [").result());
      assertEquals(Control.REFUSED, training.make("dance", "x-a-1", null).result());
      Files.writeString(training.folder.requests().resolve("00000.json"), "no JSON");
      training.await(
          "it is taken away",
          () -> !Files.exists(training.folder.requests().resolve("00000.json")));
      training.awaitStep("x-a-1", training.step("x-a-1") + 10);
      assertEquals(4, training.folder.runs().size());
    }
  }

  @Test
  void fiveHundredClonesAtOnceEndAtTheQuotaAndNobodyNotices() throws Exception {
    try (LocalTraining training = new LocalTraining(store, FOUR_RUNS, 2, STEP)) {
      training.start();
      training.awaitStep("x-a-1", 2);
      String last = "";
      for (int i = 0; i < 500; i++) {
        last = training.leave("clone", "x-a-1", "{}");
      }
      String stop = training.leave("stop", "x-b-1", null);
      assertEquals(Control.REFUSED, training.awaitAnswer(last).result());
      assertEquals(Control.DONE, training.awaitAnswer(stop).result());
      List<ControlEntry> answers =
          new GestureLog(training.folder)
              .entries().stream()
                  .map(GestureLog.Entry::answer)
                  .filter(answer -> answer.gesture().equals("clone"))
                  .toList();
      assertEquals(500, answers.size());
      assertEquals(
          440,
          answers.stream()
              .filter(answer -> answer.message().contains("at most 64 (spec.maxRuns)"))
              .count());
      assertEquals(64, training.folder.runs().size());
    }
  }

  @Test
  void whatFallsBehindIsStoppedByRuleOnceAndMayBeResumed() throws Exception {
    String manifest =
        FOUR_RUNS
            .replace(
                "  model: {uri: model}",
                "  stopping: {rule: ASHA, graceChunks: 1}\n  model: {uri: model}")
            .replace("rows.jsonl}}", "rows.jsonl}, eval: {uri: rows.jsonl}}");
    try (LocalTraining training = new LocalTraining(store, manifest, 2, STEP)) {
      training.start();
      training.awaitState("x-b-1", "Stopped");
      Condition stopped =
          training.run("x-b-1").status().conditions().stream()
              .filter(condition -> condition.type().equals("Stopped"))
              .findFirst()
              .orElseThrow();
      assertEquals("StoppedByASHA", stopped.reason());
      assertTrue(stopped.message().startsWith("rung 0, after 1 chunk: "), stopped::message);
      assertEquals(Control.DONE, training.make("resume", "x-b-1", null).result());
      training.awaitStep("x-b-1", 4);
      long rungZero =
          training.run("x-b-1").status().control().stream()
              .filter(entry -> entry.id().equals("StoppedByASHA-rung-0"))
              .count();
      assertEquals(1, rungZero);
      assertTrue(
          List.of("Running", "Pending", "Stopped").contains(training.state("x-b-1")),
          training.state("x-b-1"));
    }
  }

  private static int turns(LocalTraining training, String run) throws java.io.IOException {
    return (int)
        Files.readString(training.folder.turnLog())
            .lines()
            .filter(line -> line.contains("\"run\":\"" + run + "\""))
            .count();
  }
}
