package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/** Runs that fail are tried again, and runs that take too long are ended, as the spec says. */
@OnCluster
class TryAgainTest {
  private static final String RUN = "support-small-1";

  @Test
  void aFailedRunIsTriedAgainAsOftenAsItMay(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS + "  retry: {limit: 1, backoffSeconds: 1}\n");
    Pod worker = playground.readyWorkers(1).getFirst();
    long epoch = playground.awaitPlacement(RUN, worker);
    playground.report(RUN, Playground.at(epoch, "Failed", 6, 4));
    playground.await(
        "tried again", () -> playground.run(RUN).getStatus().placement().epoch() == epoch + 1);
    assertEquals(2, playground.run(RUN).getStatus().placement().attempt());
    playground.report(RUN, Playground.at(epoch + 1, "Failed", 6, 4));
    playground.await(
        "for good",
        () ->
            playground
                .condition(playground.run(RUN), ConditionTypes.SUCCEEDED)
                .equals("False TrainingFailed"));
    playground.annotate(RUN, Annotations.RESUME, "true");
    playground.await(
        "but for a person", () -> playground.run(RUN).getStatus().placement().epoch() == epoch + 2);
    assertEquals(1, playground.run(RUN).getStatus().placement().attempt(), "counted anew");
  }

  @Test
  void aRunThatIsNotDoneInTimeFailsAndAResumeGivesItAsMuchAgain(Playground playground) {
    playground
        .start()
        .create(
            Manifests.fourRuns("idleSeconds: 1", "idleSeconds: 60")
                + "  activeDeadlineSeconds: 2\n");
    Pod worker = playground.readyWorkers(1).getFirst();
    long epoch = playground.awaitPlacement(RUN, worker);
    playground.report(RUN, Playground.at(epoch, "Training", 6, 4));
    playground.await(
        "too late",
        () ->
            playground
                .condition(playground.run(RUN), ConditionTypes.SUCCEEDED)
                .equals("False DeadlineExceeded"));
    playground.await(
        "its worker is told to stop",
        () -> playground.run(RUN).getSpec().desiredState() == DesiredState.Stopped);
    playground.report(RUN, Playground.at(epoch, "Stopped", 7, 7));
    playground.annotate(RUN, Annotations.RESUME, "true");
    playground.await("again", () -> playground.run(RUN).getStatus().placement().epoch() > epoch);
    playground.report(RUN, Playground.at(epoch + 1, "Training", 8, 7));
    playground.await("runs", () -> playground.run(RUN).getStatus().state().equals("Running"));
    playground.awaitEvent(RUN, "RunFailed");
  }
}
