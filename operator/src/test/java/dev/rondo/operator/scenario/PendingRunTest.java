package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/** Gestures on runs that have not trained a step: without a worker yet, and with one. */
@OnCluster
class PendingRunTest {
  private static final String RUN = FirstRun.NAME;
  private static final String OTHER = "support-small-2";

  @Test
  void withoutAWorkerAStopIsDoneAtOnceAndTheRunIsNotPlacedUntilItIsResumed(Playground playground) {
    FirstRun.pending(playground);
    playground.annotate(RUN, Annotations.RESUME, "true");
    playground.await(
        "nothing to resume",
        () -> playground.answer(RUN, "resume").equals("Done nothing to change"));
    playground.annotate(RUN, Annotations.STOP, "true");
    playground.await(
        "stopped", () -> playground.answer(RUN, "stop").equals("Done stopped at step 0"));
    assertEquals("Stopped", playground.run(RUN).getStatus().state());
    Pod worker = playground.readyWorkers(1).getFirst();
    playground.awaitPlacement(OTHER, worker);
    assertNull(playground.run(RUN).getStatus().placement(), "stopped runs get no worker");
    playground.annotate(RUN, Annotations.RESUME, "true");
    long epoch = playground.awaitPlacement(RUN, worker);
    playground.report(RUN, Playground.at(epoch, "Training", 1, 0));
    playground.await("goes on", () -> playground.answer(RUN, "resume").equals("Done has begun"));
    assertEquals(DesiredState.Running, playground.run(RUN).getSpec().desiredState());
  }

  @Test
  void withAWorkerAStopIsDoneOnceTheWorkerKnowsOfIt(Playground playground) {
    long epoch = FirstRun.placed(playground);
    playground.annotate(RUN, Annotations.RESUME, "true");
    playground.await(
        "nothing to resume",
        () -> playground.answer(RUN, "resume").equals("Done nothing to change"));
    playground.report(RUN, Playground.phase(epoch, "Preparing"));
    playground.annotate(RUN, Annotations.STOP, "true");
    playground.await("taken in", () -> playground.answer(RUN, "stop").startsWith("Accepted"));
    playground.report(RUN, Playground.phase(epoch, "Stopped"));
    playground.await(
        "stopped", () -> playground.answer(RUN, "stop").equals("Done stopped at step 0"));
    assertEquals("Stopped", playground.run(RUN).getStatus().state());
    playground.annotate(RUN, Annotations.RESUME, "true");
    playground.await(
        "taken in", () -> playground.answer(RUN, "resume").startsWith("Accepted begins"));
    playground.report(RUN, Playground.at(epoch, "Training", 1, 0));
    playground.await("goes on", () -> playground.answer(RUN, "resume").equals("Done has begun"));
  }

  @Test
  void aStopThatIsTakenBackBeforeItsWorkerSawItChangesNothing(Playground playground) {
    long epoch = FirstRun.placed(playground);
    playground.annotate(RUN, Annotations.STOP, "true");
    playground.await("taken in", () -> playground.answer(RUN, "stop").startsWith("Accepted"));
    playground.annotate(RUN, Annotations.RESUME, "true");
    playground.await(
        "turned back", () -> playground.answer(RUN, "stop").equals("Done overtaken by a resume"));
    assertEquals("Pending", playground.run(RUN).getStatus().state());
    playground.report(RUN, Playground.at(epoch, "Training", 1, 0));
    playground.await("goes on", () -> playground.answer(RUN, "resume").equals("Done has begun"));
  }

  @Test
  void aWorkerThatIsLostBeforeItSaidAnythingLeavesTheRunStopped(Playground playground) {
    FirstRun.placed(playground);
    playground.annotate(RUN, Annotations.STOP, "true");
    playground.await("taken in", () -> playground.answer(RUN, "stop").startsWith("Accepted"));
    playground.fail(playground.workers().getFirst());
    playground.await(
        "stopped", () -> playground.answer(RUN, "stop").equals("Done stopped at step 0"));
    assertEquals("Stopped", playground.run(RUN).getStatus().state());
  }

  @Test
  void aColdCloneIsMadeAndAWarmOneWaitsForTheFirstState(Playground playground) {
    FirstRun.pending(playground);
    clonesAreMade(playground);
    Pod worker = playground.readyWorkers(1).getFirst();
    long epoch = playground.awaitPlacement(RUN, worker);
    playground.awaitPlacement("cold", worker);
    assertNull(playground.run("warm").getStatus().placement(), "it has nothing to start from");
    firstState(playground, epoch);
    playground.awaitPlacement("warm", worker);
  }

  @Test
  void withAWorkerAWarmCloneWaitsToo(Playground playground) {
    long epoch = FirstRun.placed(playground);
    clonesAreMade(playground);
    firstState(playground, epoch);
  }

  @Test
  void aDeletedRunIsGoneAndAWarmCloneThatWaitedForItSaysSo(Playground playground) {
    FirstRun.pending(playground);
    clonesAreMade(playground);
    playground.client().resource(playground.run(RUN)).delete();
    playground.await("gone", () -> playground.run(RUN) == null);
    playground.await(
        "told",
        () ->
            playground.run("warm").getStatus().conditions().stream()
                .anyMatch(condition -> condition.message().startsWith("there is no run " + RUN)));
    assertEquals(
        "False ConfigInvalid",
        playground.condition(playground.run("warm"), ConditionTypes.ACCEPTED));
    Pod worker = playground.readyWorkers(1).getFirst();
    long epoch = playground.awaitPlacement(OTHER, worker);
    playground.client().resource(playground.run(OTHER)).delete();
    playground.await("gone with its worker", () -> playground.run(OTHER) == null);
    assertEquals(1, epoch);
    playground.awaitPlacement("cold", worker);
  }

  /** A run that trains is asked for a checkpoint after its next step, and makes it. */
  private static void firstState(Playground playground, long epoch) {
    playground.report(RUN, Playground.at(epoch, "Training", 1, 0));
    playground.await(
        "its worker is asked",
        () ->
            playground.run(RUN).getSpec().requests().stream()
                .anyMatch(request -> request.gesture().equals("checkpoint")));
    playground.report(RUN, Playground.at(epoch, "Training", 2, 2));
    playground.await("fixed", () -> playground.run("warm").getStatus().source() != null);
    assertEquals("step-000002", playground.run("warm").getStatus().source().checkpoint());
  }

  private static void clonesAreMade(Playground playground) {
    playground.annotate(RUN, Annotations.CLONE, "{name: cold}");
    playground.await("made", () -> playground.answer(RUN, "clone").equals("Done made cold"));
    playground.annotate(RUN, Annotations.CLONE, "{name: warm, warmStart: true}");
    playground.await("made", () -> playground.answer(RUN, "clone").equals("Done made warm"));
    playground.await(
        "waits",
        () ->
            playground
                .condition(playground.run("warm"), ConditionTypes.SOURCE_READY)
                .equals("False WaitingForCheckpoint"));
  }
}
