package dev.rondo.core.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.ConfigEntry;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.core.validation.Manifests;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunPlanTest {
  private static final String CONTRACT = Manifests.text("experiment-sft.yaml");

  @Test
  void expandsTheContractsGridLeafByLeaf() {
    RunPlan plan = RunPlan.of(Manifests.experiment(CONTRACT));
    assertEquals(
        List.of("support-small-1", "support-small-2", "support-large-1", "support-large-2"),
        names(plan.runs()));
    assertEquals(plan.runs(), plan.added());
    assertEquals(
        "{\"learning_rate\":0.001,\"logging_steps\":1,\"lr_scheduler_type\":\"linear\","
            + "\"num_train_epochs\":1,\"per_device_train_batch_size\":4}",
        CanonicalJson.of(plan.runs().getFirst().spec().config().trainingArgs()));
  }

  @Test
  void theSameManifestWithItsLedgerAddsNothing() {
    RunPlan first = RunPlan.of(Manifests.experiment(CONTRACT));
    RunPlan again = RunPlan.of(with(Manifests.experiment(CONTRACT), first.ledger()));
    assertEquals(first.runs(), again.runs());
    assertEquals(List.of(), again.added());
    assertEquals(first.ledger(), again.ledger());
  }

  @Test
  void anEditedSearchAddsWhatIsNewAndSaysWhatItLeaves() {
    RunPlan first = RunPlan.of(Manifests.experiment(CONTRACT));
    String edited = CONTRACT.replace("[1.0e-3, 1.0e-4]", "[0.0001, 5e-4]");
    RunPlan plan = RunPlan.of(with(Manifests.experiment(edited), first.ledger()));
    assertEquals(
        List.of("support-small-2", "support-small-3", "support-large-2", "support-large-3"),
        names(plan.runs()));
    assertEquals(List.of("support-small-3", "support-large-3"), names(plan.added()));
    assertEquals(
        List.of("support-small-1", "support-large-1"),
        plan.left().stream().map(ConfigEntry::name).toList());
    assertEquals(6, plan.ledger().size());
  }

  @Test
  void anOrdinalIsNeverReusedNotEvenOfAConfigWhoseNameContinuesAnother() {
    List<ConfigEntry> ledger =
        List.of(
            new ConfigEntry("support-small-7", "sha256:gone"),
            new ConfigEntry("support-large-1-9", "sha256:other"));
    RunPlan plan = RunPlan.of(with(Manifests.experiment(CONTRACT), ledger));
    assertEquals(
        List.of("support-small-8", "support-small-9", "support-large-1", "support-large-2"),
        names(plan.runs()));
    assertTrue(plan.ledger().containsAll(ledger));
  }

  private static List<String> names(List<PlannedRun> runs) {
    return runs.stream().map(PlannedRun::name).toList();
  }

  private static Experiment with(Experiment experiment, List<ConfigEntry> ledger) {
    ExperimentStatus status = new ExperimentStatus(ledger, null, null, null, null, null, null);
    return new Experiment(
        experiment.apiVersion(),
        experiment.kind(),
        experiment.metadata(),
        experiment.spec(),
        status);
  }
}
