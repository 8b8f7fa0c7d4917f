package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.EvaluationPoint;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A person lets a rule stop what falls behind, and turns one of its stops back. */
@OnCluster
class StoppingRuleTest {
  private static final List<String> RUNS =
      List.of("support-large-1", "support-large-2", "support-small-1", "support-small-2");

  @Test
  void whatFallsBehindIsStoppedWithRungAndRankAndAResumeIsNotUndone(Playground playground) {
    playground
        .start()
        .create(
            Manifests.fourRuns("idleSeconds: 1", "idleSeconds: 60")
                + "  stopping: {rule: ASHA, graceChunks: 1, reductionFactor: 2}\n");
    Pod worker = playground.readyWorkers(1).getFirst();
    for (int i = 0; i < RUNS.size(); i++) {
      playground.awaitPlacement(RUNS.get(i), worker);
      playground.report(RUNS.get(i), evaluated("Waiting", 1.0 + i));
    }
    for (String loser : RUNS.subList(2, 4)) {
      playground.await(
          "told to stop", () -> playground.answer(loser, "stop").startsWith("Accepted"));
      playground.report(loser, evaluated("Stopped", 1.0 + RUNS.indexOf(loser)));
      playground.await(
          "stopped by rule",
          () ->
              playground
                  .condition(playground.run(loser), ConditionTypes.STOPPED)
                  .equals("True StoppedByASHA"));
    }
    assertTrue(playground.answer(RUNS.get(2), "stop").contains("rung 0"));
    assertTrue(playground.answer(RUNS.get(3), "stop").contains("and 3 of 4 runs better"));
    assertEquals("", playground.answer(RUNS.getFirst(), "stop"));
    playground.annotate(RUNS.get(3), Annotations.RESUME, "true");
    playground.report(RUNS.get(3), evaluated("Training", 4));
    playground.await("goes on", () -> playground.answer(RUNS.get(3), "resume").startsWith("Done"));
    playground.report(RUNS.getFirst(), evaluated("Training", 1));
    playground.report(RUNS.get(3), evaluated("Waiting", 4));
    for (String done : List.of(RUNS.get(0), RUNS.get(1), RUNS.get(3))) {
      playground.report(done, evaluated("Succeeded", 1));
    }
    playground.await(
        "a run that a rule stopped holds nothing open",
        () ->
            playground
                .condition(playground.experiment("support"), ConditionTypes.SUCCEEDED)
                .equals("True RunsSucceeded"));
  }

  private static WorkerReport evaluated(String phase, double loss) {
    WorkerReport plain = Playground.at(1, phase, 4, 4);
    RunMetrics metrics = new RunMetrics(null, loss, loss, "key", null, null, loss, 4L, null);
    return new WorkerReport(
        1L,
        phase,
        null,
        plain.progress(),
        metrics,
        plain.checkpoint(),
        null,
        null,
        null,
        null,
        null,
        List.of(new EvaluationPoint(0.0, 5.0), new EvaluationPoint(1.0, loss)),
        null);
  }
}
