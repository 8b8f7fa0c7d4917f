package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.names.Labels;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.RunQuota;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person clones a run, by an annotation or by a manifest. */
@OnCluster
class CloneARunTest {
  private static final String RUN = FirstRun.NAME;
  private static final int CLONES = Integer.getInteger("rondo.clones", 80);
  private static final String TWIN =
      """
      apiVersion: rondo.dev/v1alpha1
      kind: Run
      metadata: {name: twin}
      spec:
        experiment: support
        model: {uri: models/tiny}
        dataset: {train: {uri: data/train.jsonl}, eval: {uri: data/eval.jsonl}}
        config: {peft: {r: 8, target_modules: [q_proj]}, trainingArgs: {num_train_epochs: 1, learning_rate: 0.5}}
        cloneFrom: {run: support-small-1, warmStart: {}}
      """;

  @Test
  void aColdCloneIsANewRunWithTheEditedConfig(Playground playground) {
    FirstRun.training(playground);
    playground.annotate(RUN, Annotations.CLONE, "{name: hot, trainingArgs: {learning_rate: 5e-2}}");
    playground.await("made", () -> playground.answer(RUN, "clone").equals("Done made hot"));
    RunResource hot = playground.run("hot");
    assertEquals(0.05, hot.getSpec().config().trainingArgs().get("learning_rate").doubleValue());
    assertEquals(RUN, hot.getSpec().cloneFrom().run());
    assertEquals("small", hot.getMetadata().getLabels().get(Labels.CONFIG));
    assertEquals("support", hot.getMetadata().getOwnerReferences().getFirst().getName());
    playground.awaitPlacement("hot", playground.workers().getFirst());
    playground.await("consumed", () -> playground.run(RUN).getSpec().requests().isEmpty());
    assertNull(playground.run(RUN).getMetadata().getAnnotations().get(Annotations.CLONE));
  }

  @Test
  void aWarmCloneOfATrainingRunStartsFromItsNextStep(Playground playground) {
    long epoch = FirstRun.training(playground);
    playground.annotate(RUN, Annotations.CLONE, "{name: hot, warmStart: true}");
    playground.await(
        "its worker is asked",
        () ->
            playground.run(RUN).getSpec().requests().stream()
                .anyMatch(request -> request.gesture().equals("checkpoint")));
    playground.await(
        "waits",
        () ->
            playground
                .condition(playground.run("hot"), ConditionTypes.SOURCE_READY)
                .equals("False WaitingForCheckpoint"));
    assertNull(playground.run("hot").getStatus().placement());
    playground.report(RUN, Playground.at(epoch, "Training", 6, 6));
    playground.await("fixed", () -> playground.run("hot").getStatus().source() != null);
    var source = playground.run("hot").getStatus().source();
    assertEquals("step-000006", source.checkpoint());
    assertEquals(Playground.digest(6), source.digest());
    playground.awaitPlacement("hot", playground.workers().getFirst());
    playground.report(RUN, Playground.at(epoch, "Training", 9, 8));
    playground.await(
        "the question is taken back", () -> playground.run(RUN).getSpec().requests().isEmpty());
    assertEquals("step-000006", playground.run("hot").getStatus().source().checkpoint(), "once");
  }

  @Test
  void whereNoWorkerHoldsTheParentItsNewestDurableStateIsTaken(Playground playground) {
    FirstRun.training(playground);
    playground.edit("support", "{\"suspend\":true}");
    playground.await(
        "suspended",
        () ->
            playground
                .condition(playground.run(RUN), ConditionTypes.PLACED)
                .equals("False Suspended"));
    playground.create(TWIN);
    playground.await("fixed", () -> playground.run("twin").getStatus().source() != null);
    assertEquals("step-000004", playground.run("twin").getStatus().source().checkpoint());
    assertTrue(
        playground.run("twin").getStatus().conditions().stream()
            .anyMatch(condition -> condition.message().contains("newest durable one")));
    playground.await(
        "it belongs to the experiment",
        () -> !playground.run("twin").getMetadata().getOwnerReferences().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Training", "Stopped", "Succeeded", "Failed"})
  void anyPastCheckpointCanBeClonedFromWhateverTheParentDoes(String phase, Playground playground) {
    long epoch = FirstRun.training(playground);
    if (phase.equals("Stopped")) {
      playground.annotate(RUN, Annotations.STOP, "true");
    }
    WorkerReport said = Playground.keeping(epoch, phase, 14, 14, 8, 4);
    playground.report(RUN, said);
    String state = phase.equals("Training") ? "Running" : phase;
    playground.await(state, () -> playground.run(RUN).getStatus().state().equals(state));
    playground.annotate(RUN, Annotations.CLONE, "{name: back, at: 8, warmStart: true}");
    playground.create(TWIN.replace("{run: support-small-1,", "{run: support-small-1, at: 4,"));
    playground.create(
        TWIN.replace("name: twin", "name: third")
            .replace(
                "{run: support-small-1,",
                "{run: support-small-1, at: \"%s\",".formatted(Playground.digest(8))));
    for (List<String> clone :
        List.of(
            List.of("back", "step-000008"),
            List.of("twin", "step-000004"),
            List.of("third", "step-000008"))) {
      playground.await(
          clone + " is fixed",
          () -> {
            playground.report(RUN, said);
            return playground
                .run(clone.getFirst())
                .getStatus()
                .source()
                .checkpoint()
                .equals(clone.getLast());
          });
    }
    assertEquals(Playground.digest(8), playground.run("back").getStatus().source().digest());
    playground.await(
        "nobody is asked for anything any more",
        () ->
            playground.run(RUN).getSpec().requests() == null
                || playground.run(RUN).getSpec().requests().isEmpty());
  }

  @Test
  void aRunThatGoesOnIsClonedOnlyOnceItsWorkerTakesNoCheckpointAway(Playground playground) {
    long epoch = FirstRun.training(playground);
    playground.reportUnheard(RUN, Playground.keeping(epoch, "Waiting", 8, 8, 4));
    playground.annotate(RUN, Annotations.CLONE, "{name: hot, warmStart: true}");
    playground.await(
        "waits for the worker's word",
        () ->
            playground.run("hot").getStatus().conditions().stream()
                .anyMatch(condition ->
                    condition
                        .message()
                        .equals("for the worker of support-small-1 to keep its checkpoints")));
    playground.reportUnheard(RUN, Playground.keeping(epoch, "Waiting", 14, 14, 12));
    playground.await(
        "the operator has seen that",
        () ->
            playground.experiment("support").getStatus() != null
                && playground.run(RUN).getStatus().worker().progress().step() == 14);
    assertNull(playground.run("hot").getStatus().source(), "the worker has not heard");
    playground.report(RUN, Playground.keeping(epoch, "Waiting", 14, 14, 12));
    playground.await("fixed", () -> playground.run("hot").getStatus().source() != null);
    assertEquals("step-000014", playground.run("hot").getStatus().source().checkpoint());
  }

  @Test
  void aStepWithoutACheckpointIsRefusedAndTellsWhichStepsHaveOne(Playground playground) {
    long epoch = FirstRun.training(playground);
    playground.report(RUN, Playground.keeping(epoch, "Training", 14, 14, 8, 4));
    playground.await(
        "told", () -> playground.run(RUN).getStatus().worker().progress().step() == 14);
    playground.annotate(RUN, Annotations.CLONE, "{name: never, at: 7, warmStart: true}");
    playground.await(
        "refused",
        () ->
            playground
                .answer(RUN, "clone")
                .equals("Refused support-small-1 has no checkpoint 7; it has 4, 8, 14"));
    assertNull(playground.run("never"));
    playground.create(TWIN.replace("{run: support-small-1,", "{run: support-small-1, at: 7,"));
    playground.await(
        "the twin too",
        () ->
            playground.run("twin").getStatus().conditions().stream()
                .anyMatch(condition ->
                    condition.type().equals(ConditionTypes.ACCEPTED)
                        && condition.status().equals("False")
                        && condition.message().contains("it has 4, 8, 14")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{step: 8}", "[8]", "1.5", "true"})
  void aPlaceThatIsNeitherAStepNorATextIsRefusedByTheApiServer(String at, Playground playground) {
    String twin = TWIN.replace("{run: support-small-1,", "{run: support-small-1, at: " + at + ",");
    var refused = assertThrows(KubernetesClientException.class, () -> playground.create(twin));
    assertTrue(refused.getMessage().contains("spec.cloneFrom.at"), refused::getMessage);
  }

  @Test
  void whatCannotBeClonedIsRefusedByNameAndHarmsNobody(Playground playground) {
    FirstRun.training(playground);
    for (List<String> bad :
        List.of(
            List.of("{nme: hot}", "did you mean name?"),
            List.of("{name: hot, trainingArgs: {learning_rte: 1}}", "learning_rate"),
            List.of("{name: hot, warmStart: true, peft: {r: 64}}", "clone it cold to change it"),
            List.of("{name: support-small-2}", "which another run has"),
            List.of("{name: Hot!}", "lower case letters"),
            List.of("{name: [", "nothing was made"))) {
      playground.annotate(RUN, Annotations.CLONE, bad.getFirst());
      playground.await(
          bad.getFirst() + " -> " + bad.getLast(),
          () ->
              playground.answer(RUN, "clone").startsWith("Refused")
                  && playground.answer(RUN, "clone").contains(bad.getLast()));
    }
    playground.create(TWIN.replace("run: support-small-1", "run: nobody"));
    playground.await(
        "no parent",
        () ->
            playground
                .condition(playground.run("twin"), ConditionTypes.ACCEPTED)
                .equals("False ConfigInvalid"));
    assertEquals(5, playground.runNames().size());
    assertEquals("Running", playground.run(RUN).getStatus().state());
  }

  @Test
  void noMoreRunsAreMadeThanTheExperimentMayHave(Playground playground) {
    FirstRun.training(playground);
    playground.edit("support", "{\"maxRuns\":5}");
    for (String run : List.of(RUN, "support-small-2", "support-large-1", "support-large-2")) {
      playground.annotate(run, Annotations.CLONE, "{}");
    }
    playground.await(
        "all are answered",
        () ->
            playground.runNames().stream()
                .filter(name -> name.startsWith("support-"))
                .filter(name -> !name.matches(".*-c[0-9a-f]{8}"))
                .noneMatch(name -> playground.answer(name, "clone").isEmpty()));
    assertEquals(5, playground.runNames().size());
    playground.create(TWIN);
    playground.await(
        "also by hand",
        () ->
            playground
                .run("twin")
                .getStatus()
                .conditions()
                .getFirst()
                .message()
                .contains("at most 5 (spec.maxRuns)"));
    playground.edit("support", "{\"maxRuns\":6}");
    playground.await(
        "until it is raised",
        () ->
            playground
                .condition(playground.run("twin"), ConditionTypes.ACCEPTED)
                .equals("True ConfigValid"));
  }

  @Test
  void ofManyClonesAtOnceTheEarliestAreTakenUpToTheQuotaAndNobodyNotices(Playground playground) {
    FirstRun.training(playground);
    for (int i = 0; i < CLONES; i++) {
      playground.create(
          TWIN.replace("name: twin", "name: twin-" + i)
              .replace("warmStart: {}", "at: 4, warmStart: {}"));
    }
    playground.annotate("support-large-1", Annotations.STOP, "true");
    playground.await(
        "a neighbour's gesture", () -> !playground.answer("support-large-1", "stop").isEmpty());
    playground.await(
        "all are judged",
        () ->
            playground.runNames().stream()
                .noneMatch(name ->
                    playground.condition(playground.run(name), ConditionTypes.ACCEPTED).isEmpty()));
    List<String> taken =
        playground.runNames().stream()
            .filter(name ->
                playground
                    .condition(playground.run(name), ConditionTypes.ACCEPTED)
                    .equals("True ConfigValid"))
            .toList();
    assertEquals(RunQuota.DEFAULT, taken.size());
    assertEquals("Running", playground.run(RUN).getStatus().state());
  }
}
