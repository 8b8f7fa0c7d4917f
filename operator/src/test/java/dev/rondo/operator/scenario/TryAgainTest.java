package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.names.FieldManagers;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Runs that fail are tried again, and runs that take too long are ended, as the spec says. */
@OnCluster
class TryAgainTest {
  private static final String RUN = "support-small-1";
  private static final long LATE_MILLIS = 1500;

  /** The operator's other writes come between what a bind was decided on and the bind. */
  private static final Interceptor LATE_BINDS =
      new Interceptor() {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
          String query = String.valueOf(request.uri().getQuery());
          if (request.method().equals("PATCH") && query.contains(FieldManagers.BINDER)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LATE_MILLIS));
          }
        }
      };

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
  void aRetryThatIsDueIsNotForgottenThoughItsBindIsLate(Playground playground) {
    playground
        .start(playground.server().client(LATE_BINDS))
        .create(Manifests.FOUR_RUNS + "  retry: {limit: 1, backoffSeconds: 1}\n");
    Pod worker = playground.readyWorkers(1).getFirst();
    long epoch = playground.awaitPlacement(RUN, worker);
    playground.report(RUN, Playground.at(epoch, "Failed", 6, 4));
    playground.await(
        "tried again", () -> playground.run(RUN).getStatus().placement().epoch() == epoch + 1);
    assertEquals(
        1, playground.reasons(RUN).stream().filter("RunFailed"::equals).count(), "failed once");
    assertFalse(playground.reasons(RUN).contains("WorkerLost"), "its worker is there");
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
