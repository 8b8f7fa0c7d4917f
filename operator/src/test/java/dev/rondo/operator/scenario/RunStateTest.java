package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnCluster
class RunStateTest {
  @Test
  void conditionsAreThereFromTheFirstLookAndFollowWhatTheWorkerSays(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    playground.await("state", () -> state(playground, "support-small-1").equals("Pending"));
    RunResource first = playground.run("support-small-1");
    assertEquals("True ConfigValid", playground.condition(first, ConditionTypes.ACCEPTED));
    assertEquals("False WaitingForWorker", playground.condition(first, ConditionTypes.PLACED));
    assertEquals("Unknown InProgress", playground.condition(first, ConditionTypes.SUCCEEDED));
    assertTrue(
        first.getStatus().conditions().stream()
            .allMatch(condition ->
                condition.observedGeneration().equals(first.getMetadata().getGeneration())));
    long epoch =
        playground.awaitPlacement("support-small-1", playground.readyWorkers(1).getFirst());
    playground.report("support-small-1", Playground.phase(epoch, "Training"));
    playground.await("runs", () -> state(playground, "support-small-1").equals("Running"));
    String accepted = since(playground, ConditionTypes.ACCEPTED);
    playground.report("support-small-1", Playground.phase(epoch, "Succeeded"));
    playground.await("succeeds", () -> state(playground, "support-small-1").equals("Succeeded"));
    assertEquals(accepted, since(playground, ConditionTypes.ACCEPTED), "carried forward");
    playground.await(
        "events in order",
        () ->
            playground
                .reasons("support-small-1")
                .equals(List.of("RunPlaced", "RunStarted", "RunSucceeded")));
    assertEquals("Succeeded", playground.run("support-small-1").getStatus().worker().phase());
  }

  @Test
  void aRunWhoseRewardEndpointIsAwayGoesOnByItselfAndSaysWhatItWaitsFor(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    long epoch =
        playground.awaitPlacement("support-small-1", playground.readyWorkers(1).getFirst());
    String why = "http://judge answered 503: busy; it is asked again";
    playground.report(
        "support-small-1",
        new WorkerReport(epoch, "RewardEndpointUnavailable", null, null, null, null, null, why));
    playground.await(
        "told",
        () ->
            playground
                .condition(playground.run("support-small-1"), ConditionTypes.RUNNING)
                .equals("False RewardEndpointUnavailable"));
    assertEquals("Running", state(playground, "support-small-1"));
    assertTrue(
        playground.run("support-small-1").getStatus().conditions().stream()
            .anyMatch(condition -> why.equals(condition.message())));
    playground.report("support-small-1", Playground.phase(epoch, "Training"));
    playground.await(
        "goes on",
        () ->
            playground
                .condition(playground.run("support-small-1"), ConditionTypes.RUNNING)
                .equals("True TurnStarted"));
  }

  @Test
  void theLeaderboardRanksWithinOneKeyAndTheExperimentEndsWithItsRuns(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    var worker = playground.readyWorkers(1).getFirst();
    List<String> runs = playground.runNames();
    for (int i = 0; i < runs.size(); i++) {
      long epoch = playground.awaitPlacement(runs.get(i), worker);
      double loss = 2.0 - 0.1 * i;
      playground.report(
          runs.get(i),
          new WorkerReport(
              epoch,
              i == 0 ? "Failed" : "Succeeded",
              null,
              null,
              new RunMetrics(null, loss, loss, "key", null, null, loss, 16L, null),
              null,
              null,
              i == 0 ? "out of memory" : null));
    }
    playground.await(
        "ends",
        () ->
            playground
                .condition(playground.experiment("support"), ConditionTypes.SUCCEEDED)
                .equals("False RunsFailed"));
    playground.await(
        "ranked", () -> runs.get(3).equals(playground.experiment("support").getStatus().best()));
    var status = playground.experiment("support").getStatus();
    assertEquals(3, status.counts().get("Succeeded"));
    assertEquals(3, status.leaderboard().size(), "a failed run has no rank");
    playground.await("workers go", () -> playground.workers().isEmpty());
    playground.awaitEvent("support", "ExperimentFinished");
    playground.awaitEvent(runs.get(0), "RunFailed");
  }

  @Test
  void theRunThatIsRankedFirstIsMarkedAndNoOther(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    var worker = playground.readyWorkers(1).getFirst();
    List<String> runs = playground.runNames();
    evaluated(playground, runs.get(0), worker, 2.0);
    playground.await("marked", () -> marked(playground).equals(List.of(runs.get(0))));
    evaluated(playground, runs.get(1), worker, 1.5);
    playground.await("the mark moves", () -> marked(playground).equals(List.of(runs.get(1))));
  }

  private static void evaluated(Playground playground, String run, Pod worker, double loss) {
    playground.report(
        run,
        new WorkerReport(
            playground.awaitPlacement(run, worker),
            "Training",
            null,
            null,
            new RunMetrics(null, loss, loss, "key", null, null, loss, 16L, null),
            null,
            null,
            null));
  }

  private static List<String> marked(Playground playground) {
    return playground.runNames().stream()
        .filter(run ->
            Optional.ofNullable(playground.run(run).getStatus()).map(RunStatus::best).orElse(false))
        .toList();
  }

  @Test
  void contradictoryAndUnknownGesturesAreRefusedAndTakenOff(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    playground.await("runs", () -> playground.runNames().size() == 4);
    playground
        .client()
        .resource(playground.run("support-large-1"))
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"rondo.dev/stop\":\"true\",\"rondo.dev/resume\":\"true\",\"mine\":\"kept\"}}}");
    playground.awaitEvent("support-large-1", "GestureRefused");
    var run = playground.run("support-large-1");
    assertEquals("Running", run.getSpec().desiredState().name());
    assertEquals("kept", run.getMetadata().getAnnotations().get("mine"));
    assertTrue(!run.getMetadata().getAnnotations().containsKey("rondo.dev/stop"));
  }

  private static String state(Playground playground, String run) {
    var status = playground.run(run).getStatus();
    return status == null || status.state() == null ? "" : status.state();
  }

  private static String since(Playground playground, String type) {
    return playground.run("support-small-1").getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(Condition::lastTransitionTime)
        .findFirst()
        .orElseThrow();
  }
}
