package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.names.Labels;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnCluster
class RunsOfAnExperimentTest {
  private static final List<String> FOUR =
      List.of("support-large-1", "support-large-2", "support-small-1", "support-small-2");

  @Test
  void anExperimentBecomesSelfContainedRunsThatItOwns(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    playground.await("four runs", () -> playground.runNames().equals(FOUR));
    var run = playground.run("support-large-2");
    assertEquals(1e-4, run.getSpec().config().trainingArgs().get("learning_rate").doubleValue());
    assertEquals(32, run.getSpec().config().peft().get("r").intValue());
    assertEquals("large", run.getMetadata().getLabels().get(Labels.CONFIG));
    assertEquals(
        playground.experiment("support").getMetadata().getUid(),
        run.getMetadata().getOwnerReferences().getFirst().getUid());
    playground.await(
        "the ledger has UIDs",
        () ->
            playground.experiment("support").getStatus().configs().stream()
                .allMatch(entry -> entry.runUID() != null));
    playground.awaitEvent("support", "RunsCreated");
  }

  @Test
  void aDeletedRunStaysDeletedAlsoWhenTheOperatorWasDown(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    playground.await("ledger", () -> ledgerIsWhole(playground));
    playground.stop();
    playground.client().resource(playground.run("support-small-1")).delete();
    playground.start();
    edit(playground, "1.0E-5");
    List<String> wanted =
        List.of(
            "support-large-1",
            "support-large-2",
            "support-large-3",
            "support-small-2",
            "support-small-3");
    playground.await("only what is new", () -> playground.runNames().equals(wanted));
  }

  @Test
  void anEditedSearchSpaceAddsWhatIsNewAndSaysWhatItLeaves(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    playground.await("ledger", () -> ledgerIsWhole(playground));
    playground
        .client()
        .resources(ExperimentResource.class)
        .inNamespace(playground.namespace())
        .withName("support")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"search\":{\"grid\":[{\"path\":\"trainingArgs.learning_rate\",\"values\":[0.001,0.01]}]}}}");
    playground.await("new runs", () -> playground.runNames().size() == 6);
    playground.await(
        "what is left is said", () -> accepted(playground).contains("support-small-2"));
    assertTrue(accepted(playground).contains("support-large-2"));
  }

  @Test
  void aNameThatSomebodyElsesRunHasIsToldAndTakenOnceItIsFree(Playground playground) {
    playground.create(
        """
        apiVersion: rondo.dev/v1alpha1
        kind: Run
        metadata: {name: support-small-1}
        spec:
          experiment: other
          model: {uri: models/tiny}
          dataset: {train: {uri: data/train.jsonl}}
        """);
    playground.start().create(Manifests.FOUR_RUNS);
    playground.await("it is told", () -> created(playground).equals("False NameTaken"));
    playground.await("the others are there", () -> playground.runNames().equals(FOUR));
    assertEquals("other", playground.run("support-small-1").getSpec().experiment());
    playground.awaitEvent("support", "NameTaken");
    assertEquals(
        1, playground.reasons("support").stream().filter("NameTaken"::equals).count(), "once");
    playground.client().resource(playground.run("support-small-1")).delete();
    edit(playground, "1.0E-5");
    playground.await("it is taken", () -> created(playground).equals("True Created"));
    assertEquals("support", playground.run("support-small-1").getSpec().experiment());
  }

  @Test
  void whatTheApiServerTakesAndRondoCannotIsRefusedByName(Playground playground) {
    playground
        .start()
        .create(Manifests.fourRuns("num_train_epochs: 1", "num_train_epochs: 1, learning_rte: 1"));
    playground.await(
        "refused",
        () ->
            playground
                .condition(playground.experiment("support"), ConditionTypes.ACCEPTED)
                .equals("False ConfigInvalid"));
    assertTrue(accepted(playground).contains("learning_rate"), accepted(playground));
    assertEquals(List.of(), playground.runNames());
    assertEquals(List.of(), playground.workers());
    playground.await("told", () -> playground.reasons("support").equals(List.of("InvalidSpec")));
  }

  private static String created(Playground playground) {
    return playground.condition(playground.experiment("support"), ConditionTypes.RUNS_CREATED);
  }

  private static boolean ledgerIsWhole(Playground playground) {
    var configs = playground.experiment("support").getStatus().configs();
    return configs.size() == 4 && configs.stream().allMatch(entry -> entry.runUID() != null);
  }

  private static void edit(Playground playground, String rate) {
    playground
        .client()
        .resources(ExperimentResource.class)
        .inNamespace(playground.namespace())
        .withName("support")
        .patch(
            PatchContext.of(PatchType.JSON),
            "[{\"op\":\"add\",\"path\":\"/spec/search/grid/0/values/-\",\"value\":%s}]"
                .formatted(rate));
  }

  private static String accepted(Playground playground) {
    return playground.experiment("support").getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(ConditionTypes.ACCEPTED))
        .map(Condition::message)
        .findFirst()
        .orElse("");
  }
}
