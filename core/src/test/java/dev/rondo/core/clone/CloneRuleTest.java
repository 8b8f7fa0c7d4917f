package dev.rondo.core.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.Labels;
import dev.rondo.api.v1alpha1.CloneFrom;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.WarmStart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloneRuleTest {
  private static final Run PARENT = SampleRuns.run("support-small-1", 8);
  private static final WarmStart WARM = WarmStartFields.DEFAULTS;

  @Test
  void aCloneIsARunOfItsOwnWithTheEditedLeafAndItsLineage() {
    Run clone = made(SampleRuns.request("1", "hot", WARM, "trainingArgs.learning_rate=5e-4"));
    RunSpec spec = clone.spec();
    assertEquals("hot", clone.metadata().getName());
    assertEquals("support-small-1", clone.metadata().getLabels().get(Labels.PARENT));
    assertEquals("small", clone.metadata().getLabels().get(Labels.CONFIG));
    assertEquals(new CloneFrom("support-small-1", "Latest", WARM), spec.cloneFrom());
    assertEquals(DesiredState.Running, spec.desiredState());
    assertEquals(5e-4, spec.config().trainingArgs().get("learning_rate").doubleValue());
    assertEquals(PARENT.spec().dataset(), spec.dataset());
    assertEquals("1", CloneRule.requestOf(clone));
  }

  @Test
  void aColdCloneNamesNoCheckpointAndMayChangeEverything() {
    Run clone =
        made(
            SampleRuns.request(
                "1", null, null, "peft.r=64", "model.uri=models/other", "trainingArgs.seed=7"));
    assertNull(clone.spec().cloneFrom().at());
    assertNull(clone.spec().cloneFrom().warmStart());
    assertEquals(7, clone.spec().seed());
  }

  @Property(tries = 100)
  void oneIdMakesOneCloneHoweverOftenItIsSeen(
      @ForAll @IntRange(min = 1, max = 20) int gestures, @ForAll long seed) {
    List<Run> runs = new ArrayList<>(List.of(PARENT));
    List<Integer> seen = new ArrayList<>();
    for (int i = 0; i < gestures; i++) {
      seen.addAll(List.of(i, i, i));
    }
    Collections.shuffle(seen, new java.util.Random(seed));
    for (int i : seen) {
      CloneRequest request = SampleRuns.request("id-" + i, null, WARM);
      if (CloneRule.decide(request, PARENT, runs, null) instanceof CloneDecision.Make(Run run)) {
        runs.add(run);
      }
    }
    assertEquals(gestures, runs.size() - 1);
    assertEquals(
        runs.size(), runs.stream().map(run -> run.metadata().getName()).distinct().count());
  }

  @Test
  void aNameThatAnotherRunHasIsRefused() {
    assertEquals(
        List.of("name is support-small-1, which another run has; give another"),
        refused(SampleRuns.request("1", "support-small-1", null), null));
  }

  @Test
  void beyondTheQuotaNothingIsCloned() {
    assertEquals(
        List.of("the experiment has 1 runs, at most 1 (spec.maxRuns); delete one or raise it"),
        refused(SampleRuns.request("1", null, null), 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          peft.r=64                             | peft.r is 64, the parent's 8
          peft.target_modules=[k_proj]          | peft.target_modules is ["k_proj"], the parent's ["q_proj","v_proj"]
          peft.use_dora=true                    | peft.use_dora is true, the parent's false
          model.uri=models/other                | model.uri is models/other, the parent's models/tiny-llama
          peft=                                 | peft is left out, but the parent trains an adapter; clone it cold
          trainingArgs.seed=7                   | seed is 7, the parent's 42
          trainingArgs.max_length=64            | trainingArgs.max_length is 64, the parent's not set
          dataset.train.limit=10                | dataset.train is
          """)
  void whatAWarmCloneCannotChangeIsRefusedByName(String setting, String reason) {
    List<String> problems = refused(SampleRuns.request("1", null, WARM, setting), null);
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().startsWith(reason), problems::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "trainingArgs.learning_rate=1e-5",
    "trainingArgs.weight_decay=0.1",
    "trainingArgs.lr_scheduler_type=cosine",
    "trainingArgs.num_train_epochs=3",
    "trainingArgs.per_device_train_batch_size=2",
    "peft.lora_alpha=1",
    "peft.r=8",
    "'peft.target_modules=[v_proj, q_proj]'"
  })
  void whatChangesNoShapeAndNoRowMayChangeInAWarmClone(String setting) {
    made(SampleRuns.request("1", null, WARM, setting));
  }

  @Test
  void otherDataIsTakenWithDataRestart() {
    WarmStart anew = new WarmStart(false, "Restart", "Restart", "Inherit");
    made(SampleRuns.request("1", null, anew, "trainingArgs.seed=7", "dataset.train.limit=10"));
  }

  @Test
  void aContinuedScheduleNeedsAStepThatIsLeft() {
    WarmStart on = new WarmStart(true, "Continue", "Continue", "Inherit");
    Run ended = SampleRuns.run("support-small-1", 16);
    assertInstanceOf(
        CloneDecision.Refused.class,
        CloneRule.decide(SampleRuns.request("1", null, on), ended, List.of(ended), null));
    assertInstanceOf(
        CloneDecision.Make.class,
        CloneRule.decide(
            SampleRuns.request("1", null, on, "trainingArgs.num_train_epochs=2"),
            ended,
            List.of(ended),
            null));
  }

  @Test
  void theFieldThatLeavesNothingToTrainIsNamed() {
    WarmStart on = new WarmStart(true, "Continue", "Continue", "Inherit");
    Run inEpochs = SampleRuns.run("support-small-1", 16);
    Run inSteps =
        new Run(
            inEpochs.apiVersion(),
            inEpochs.kind(),
            inEpochs.metadata(),
            made(SampleRuns.request("1", null, null, "trainingArgs.max_steps=16")).spec(),
            inEpochs.status());
    assertTrue(nothingLeft(inEpochs, on).contains("a larger trainingArgs.num_train_epochs"));
    assertTrue(nothingLeft(inSteps, on).contains("a larger trainingArgs.max_steps"));
  }

  private static String nothingLeft(Run ended, WarmStart on) {
    CloneDecision decision =
        CloneRule.decide(SampleRuns.request("2", null, on), ended, List.of(ended), null);
    return assertInstanceOf(CloneDecision.Refused.class, decision).problems().getFirst();
  }

  @Test
  void everyProblemIsToldAtOnce() {
    List<String> problems =
        refused(
            SampleRuns.request(
                "1",
                "support-small-1",
                WARM,
                "trainingArgs.learning_rat=1",
                "trainingArgs.weight_decay=-1"),
            1);
    assertEquals(4, problems.size(), problems::toString);
    assertTrue(
        problems.stream().anyMatch(p -> p.contains("did you mean trainingArgs.learning_rate?")),
        problems::toString);
  }

  @Test
  void namesOfClonesOfClonesDoNotGrow() {
    String first = CloneName.of("a".repeat(120), "1");
    assertEquals(CloneName.LONGEST, first.length());
    assertEquals(CloneName.LONGEST, CloneName.of(first, "2").length());
    assertTrue(CloneName.of("support-small-1", "1").startsWith("support-small-1-c"));
    assertTrue(CloneName.problem(CloneName.of("support-small-1", "1")).isEmpty());
  }

  private static Run made(CloneRequest request) {
    CloneDecision decision = CloneRule.decide(request, PARENT, List.of(PARENT), null);
    return assertInstanceOf(CloneDecision.Make.class, decision, decision::toString).run();
  }

  private static List<String> refused(CloneRequest request, Integer maxRuns) {
    CloneDecision decision = CloneRule.decide(request, PARENT, List.of(PARENT), maxRuns);
    return assertInstanceOf(CloneDecision.Refused.class, decision, decision::toString).problems();
  }
}
