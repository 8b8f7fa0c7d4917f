package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import org.junit.jupiter.api.Test;

/** A person stops a run, and lets it go on. */
@OnCluster
class StopAndResumeTest {
  private static final String RUN = FirstRun.NAME;

  @Test
  void aStopIsRecordedThenActedOnThenAnswered(Playground playground) {
    long epoch = FirstRun.training(playground);
    playground.annotate(RUN, Annotations.STOP, "true");
    playground.await(
        "accepted", () -> playground.answer(RUN, "stop").equals("Accepted stops at the next step"));
    RunResource stopping = playground.run(RUN);
    assertEquals(DesiredState.Stopped, stopping.getSpec().desiredState());
    assertEquals(1, stopping.getSpec().requests().size());
    assertEquals("Running", stopping.getStatus().state());
    playground.report(RUN, Playground.at(epoch, "Stopped", 6, 6));
    playground.await("done", () -> playground.answer(RUN, "stop").equals("Done stopped at step 6"));
    playground.await(
        "no request is left", () -> playground.run(RUN).getSpec().requests().isEmpty());
    var answer = playground.run(RUN).getStatus().control().getFirst();
    assertNotNull(answer.actedTime());
    assertEquals(5, answer.step());
    assertEquals(6, answer.actedStep());
    playground.awaitEvent(RUN, "GestureDone");
  }

  @Test
  void aResumeGoesOnAndARepeatedGestureChangesNothing(Playground playground) {
    long epoch = FirstRun.training(playground);
    playground.annotate(RUN, Annotations.RESUME, "true");
    playground.await(
        "done already", () -> playground.answer(RUN, "resume").equals("Done nothing to change"));
    playground.annotate(RUN, Annotations.STOP, "true");
    playground.await("stopping", () -> playground.answer(RUN, "stop").startsWith("Accepted"));
    playground.annotate(RUN, Annotations.RESUME, "true");
    playground.await(
        "turned back", () -> playground.answer(RUN, "stop").equals("Done overtaken by a resume"));
    playground.await(
        "goes on", () -> playground.answer(RUN, "resume").equals("Done goes on from step 5"));
    playground.annotate(RUN, Annotations.STOP, "true");
    playground.report(RUN, Playground.at(epoch, "Stopped", 6, 6));
    playground.await(
        "stopped", () -> playground.answer(RUN, "stop").equals("Done stopped at step 6"));
    playground.annotate(RUN, Annotations.STOP, "true");
    playground.await(
        "nothing", () -> playground.answer(RUN, "stop").equals("Done nothing to change"));
    assertEquals("Stopped", playground.run(RUN).getStatus().state());
  }

  @Test
  void whatContradictsItselfOrComesTooLateIsRefusedWithWhatToDo(Playground playground) {
    long epoch = FirstRun.training(playground);
    playground
        .client()
        .resource(playground.run(RUN))
        .edit(run -> {
          run.getMetadata().getAnnotations().put(Annotations.STOP, "true");
          run.getMetadata().getAnnotations().put(Annotations.RESUME, "true");
          return run;
        });
    playground.await(
        "both are refused",
        () ->
            playground.answer(RUN, "stop").contains("give the one that is meant")
                && playground.answer(RUN, "resume").contains("give the one that is meant"));
    assertEquals(DesiredState.Running, playground.run(RUN).getSpec().desiredState());
    playground.report(RUN, Playground.at(epoch, "Succeeded", 16, 16));
    playground.await("ended", () -> playground.run(RUN).getStatus().state().equals("Succeeded"));
    playground.annotate(RUN, Annotations.RESUME, "true");
    playground.await(
        "used up", () -> playground.answer(RUN, "resume").contains("clone it warm to train on"));
    playground.awaitEvent(RUN, "GestureRefused");
  }

  @Test
  void aFailedRunIsTriedAgainOnceAlsoWhenTheOperatorWasDown(Playground playground) {
    long epoch = FirstRun.training(playground);
    playground.report(RUN, Playground.at(epoch, "Failed", 6, 4));
    playground.await("failed", () -> playground.run(RUN).getStatus().state().equals("Failed"));
    playground.stop();
    playground.annotate(RUN, Annotations.RESUME, "true");
    playground.start();
    playground.await(
        "bound anew", () -> playground.run(RUN).getStatus().placement().epoch() == epoch + 1);
    playground.report(RUN, Playground.at(epoch + 1, "Training", 4, 4));
    playground.await(
        "goes on", () -> playground.answer(RUN, "resume").equals("Done goes on from step 4"));
    playground.report(RUN, Playground.at(epoch + 1, "Failed", 6, 4));
    playground.await(
        "failed again", () -> playground.run(RUN).getStatus().state().equals("Failed"));
    playground.stop();
    playground.start();
    playground.awaitPlacement("support-small-2", playground.workers().getFirst());
    playground.report("support-small-2", Playground.at(1, "Training", 1, 0));
    playground.await(
        "looked at", () -> playground.run("support-small-2").getStatus().state().equals("Running"));
    assertEquals(epoch + 1, playground.run(RUN).getStatus().placement().epoch(), "once");
  }
}
