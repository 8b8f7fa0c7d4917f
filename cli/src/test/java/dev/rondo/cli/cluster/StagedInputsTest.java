package dev.rondo.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.resource.ExperimentResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagedInputsTest {
  private static final Path BASE = Path.of("/home/a");

  @Test
  void filesBesideTheManifestAreTakenAlongAndNothingThatIsElsewhere() {
    StagedInputs inputs =
        StagedInputs.of(
            experiment("tiny", "pvc://shared/train.jsonl", "True").toExperiment(), BASE);
    assertEquals(List.of(Path.of("tiny")), inputs.names());
  }

  @Test
  void anEditTakesAlongWhatWasNotNamedBefore() {
    StagedInputs inputs =
        StagedInputs.of(experiment("tiny", "new.jsonl", "True").toExperiment(), BASE);
    assertEquals(
        List.of(Path.of("new.jsonl")),
        inputs.without(experiment("tiny", "old.jsonl", "True")).names());
  }

  @Test
  void anEditOfWhatWasNotAcceptedTakesAllAlong() {
    StagedInputs inputs =
        StagedInputs.of(experiment("tiny", "new.jsonl", "True").toExperiment(), BASE);
    assertEquals(inputs, inputs.without(experiment("tiny", "old.jsonl", "False")));
  }

  private static ExperimentResource experiment(String model, String data, String accepted) {
    return Serialization.unmarshal(
        """
        apiVersion: rondo.dev/v1alpha1
        kind: Experiment
        metadata: {name: support}
        spec:
          model: {uri: "%s"}
          dataset: {train: {uri: "%s"}}
          configs: [{name: small}]
        status:
          conditions: [{type: Accepted, status: "%s", reason: Because}]
        """
            .formatted(model, data, accepted),
        ExperimentResource.class);
  }
}
