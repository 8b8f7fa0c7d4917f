package dev.rondo.core.clone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rondo.api.names.Api;
import dev.rondo.api.names.Labels;
import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WarmStart;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.search.Expansion;
import dev.rondo.core.validation.Manifests;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Optional;

/** Runs of the contract's example, for tests. */
final class SampleRuns {
  static final RunSpec SPEC =
      Expansion.of(Manifests.experiment(Manifests.text("experiment-sft.yaml"))).getFirst().spec();

  private SampleRuns() {}

  /** A run of that many steps of 16, with the first configuration of the example. */
  static Run run(String name, long step) {
    return new Run(
        Api.API_VERSION,
        Api.RUN,
        new ObjectMetaBuilder()
            .withName(name)
            .addToLabels(Labels.EXPERIMENT, "support")
            .addToLabels(Labels.CONFIG, "small")
            .build(),
        SPEC,
        new RunStatus(
            "Running",
            null,
            null,
            null,
            null,
            null,
            new WorkerReport(
                null,
                "Training",
                0,
                new Progress(step, 16L, 1, 4, "1/4", step / 16.0, step * 4, step * 100),
                null,
                step == 0 ? null : new CheckpointRef(step, "", ""),
                null,
                null)));
  }

  /** The same as a clone that starts from a checkpoint. */
  static Run cloneOf(Run run, CloneSource source, CheckpointRef own) {
    WorkerReport worker = new WorkerReport(null, "Pending", null, null, null, own, null, null);
    return new Run(
        run.apiVersion(),
        run.kind(),
        run.metadata(),
        run.spec(),
        new RunStatus("Pending", null, null, source, null, null, worker));
  }

  /** The same with an open request. */
  static Run asked(Run run, String gesture) {
    RunSpec spec = run.spec();
    return new Run(
        run.apiVersion(),
        run.kind(),
        run.metadata(),
        new RunSpec(
            spec.experiment(),
            spec.desiredState(),
            spec.trainer(),
            spec.seed(),
            spec.chunks(),
            spec.model(),
            spec.dataset(),
            spec.config(),
            null,
            List.of(new GestureRequest("1", gesture, null))),
        run.status());
  }

  /** A request for a clone with these settings. */
  static CloneRequest request(String id, String name, WarmStart warmStart, String... settings) {
    return new CloneRequest(
        id,
        Optional.ofNullable(name),
        CloneRequest.LATEST,
        Optional.ofNullable(warmStart),
        JsonNodeFactory.instance.objectNode(),
        List.of(settings));
  }
}
