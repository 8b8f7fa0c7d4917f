package dev.rondo.core.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.core.validation.Manifests;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunPlanTest {
  @Test
  void expandsTheContractsGridLeafByLeaf() {
    Experiment experiment = Manifests.experiment(Manifests.text("experiment-sft.yaml"));
    RunPlan plan = RunPlan.of(experiment);
    assertEquals(
        List.of("support-small-1", "support-small-2", "support-large-1", "support-large-2"),
        plan.runs().stream().map(PlannedRun::name).toList());
    assertEquals(plan.runs(), plan.added());
    assertEquals(
        "{\"learning_rate\":0.001,\"logging_steps\":1,\"lr_scheduler_type\":\"linear\","
            + "\"num_train_epochs\":1,\"per_device_train_batch_size\":4}",
        CanonicalJson.of(plan.runs().getFirst().spec().config().trainingArgs()));
  }
}
