package dev.rondo.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.search.CanonicalJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractTest {
  @Test
  void theContractsExperimentIsAcceptedAsItIs() {
    Experiment experiment = Manifests.experiment(Manifests.text("experiment-sft.yaml"));
    assertEquals("support", experiment.metadata().getName());
    assertEquals(2, experiment.spec().configs().size());
    assertEquals(0.001, experiment.spec().search().grid().getFirst().values().get(0).doubleValue());
  }

  @Test
  void theContractsRunIsAcceptedAsItIs() {
    Reading reading = ManifestReader.read("run.yaml", Manifests.text("run.yaml"));
    Run run =
        assertInstanceOf(Reading.Accepted.class, reading, reading::toString).runs().getFirst();
    assertEquals("support", run.spec().experiment());
    assertEquals(8, run.spec().config().peft().get("r").intValue());
  }

  @Test
  void severalDocumentsOfOneFileAreAllRead() {
    String both = Manifests.text("experiment-sft.yaml") + "\n---\n" + Manifests.text("run.yaml");
    Reading.Accepted read =
        assertInstanceOf(Reading.Accepted.class, ManifestReader.read("both.yaml", both));
    assertEquals(1, read.experiments().size());
    assertEquals(1, read.runs().size());
  }

  @Test
  void aFieldThatChangesNothingIsTakenWithANote() {
    String text =
        Manifests.text("experiment-sft.yaml").replace("logging_steps: 1\n", "output_dir: out\n");
    Reading reading = ManifestReader.read("m.yaml", text);
    List<Problem> notes = assertInstanceOf(Reading.Accepted.class, reading).notes();
    assertEquals(
        "m.yaml:28:19: spec.base.trainingArgs.output_dir has no effect. Results are kept in the"
            + " store of the experiment.",
        notes.getFirst().toString());
  }

  @Test
  void anchorsAndMergeKeysWorkAsKubectlReadsThem() {
    String text =
        Manifests.text("experiment-sft.yaml")
            .replace("peft: {r: 8, lora_alpha: 16}", "peft: &small {r: 8, lora_alpha: 16}")
            .replace("peft: {r: 32, lora_alpha: 64}", "peft: {<<: *small, r: 32}");
    Experiment experiment = Manifests.experiment(text);
    assertEquals(
        "{\"lora_alpha\":16,\"r\":32}",
        CanonicalJson.of(experiment.spec().configs().get(1).peft()));
  }
}
