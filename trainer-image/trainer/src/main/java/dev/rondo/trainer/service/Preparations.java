package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.PrepareEvent;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.Progress;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.data.DataPreparation;
import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.data.ProgressListener;
import dev.rondo.trainer.run.CloneIdentity;
import dev.rondo.trainer.run.EvalPrompts;
import dev.rondo.trainer.run.GrpoRun;
import dev.rondo.trainer.run.InputDigests;
import dev.rondo.trainer.run.RunSession;
import dev.rondo.trainer.run.StepTime;
import dev.rondo.trainer.run.WarmStartState;
import dev.rondo.trainer.source.Sources;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.ParameterLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Prepares runs and keeps them by their id. */
final class Preparations {
  private final TorchThread torch;
  private final ResidentModel models;
  private final Hubs hubs;
  private final Map<String, Entry> prepared = new ConcurrentHashMap<>();

  /**
   * A prepared run.
   *
   * @param inputs its configuration and files; the model is the base it trains on
   * @param peakMemory of a turn, in bytes
   */
  record Entry(RunSession session, Inputs inputs, long peakMemory) {
    Path model() {
      return inputs.model();
    }

    Prepared describe() {
      return session.describe().toBuilder().setPeakMemoryBytes(peakMemory).build();
    }
  }

  Preparations(TorchThread torch, ResidentModel models, Hubs hubs) {
    this.torch = torch;
    this.models = models;
    this.hubs = hubs;
  }

  /** The run of this id, or null when it was not prepared on this process. */
  Entry get(String runId) {
    return prepared.get(runId);
  }

  /**
   * The run of this id.
   *
   * @throws IllegalStateException when it was not prepared on this process
   */
  Entry of(String runId) {
    Entry entry = prepared.get(runId);
    if (entry == null) {
      throw new IllegalStateException("run %s was not prepared on this process".formatted(runId));
    }
    return entry;
  }

  /** Prepares a run; ends with one event that it is prepared or refused. */
  void prepare(RunConfig run, Consumer<PrepareEvent> events) throws Exception {
    ProgressListener progress =
        (message, fraction) ->
            events.accept(
                PrepareEvent.newBuilder()
                    .setProgress(Progress.newBuilder().setMessage(message).setFraction(fraction))
                    .build());
    try {
      Entry entry = prepare(run, new ThrottledProgress(progress));
      prepared.put(run.getRunId(), entry);
      events.accept(PrepareEvent.newBuilder().setPrepared(entry.describe()).build());
    } catch (RefusedException refused) {
      events.accept(PrepareEvent.newBuilder().setRefused(Refusals.of(refused)).build());
    }
  }

  /** A run's data, tokenised, and its plan. */
  Entry prepare(RunConfig run, ProgressListener progress) throws Exception {
    DownloadProgress downloads = new DownloadProgress(progress);
    Sources sources = hubs.downloading(run.getRevisionsMap(), downloads);
    Inputs inputs = Inputs.resolve(run, sources);
    progress.progress("Loading " + inputs.leaf().model(), -1);
    inputs.checkReference();
    checkMemory(inputs);
    BaseModel base = torch.call(() -> models.of(inputs.leaf(), inputs.model()));
    ParameterLayout layout = torch.call(() -> base.layout(inputs.leaf().tuning()));
    PreparedData data =
        DataPreparation.prepare(inputs.preparation(), Path.of(run.getCacheDir()), progress);
    InputDigests files = InputDigests.of(inputs.leaf(), inputs.model(), inputs.reference());
    CloneIdentity identity =
        CloneIdentity.of(inputs.leaf(), data.rowsDigest(), layout, files.model());
    RunSession session =
        new RunSession(
            run.getRunId(),
            inputs.leaf(),
            data.withWarnings(downloads.warnings()),
            layout,
            files,
            sources.revisions(),
            base,
            GrpoRun.of(inputs.leaf(), data, inputs.model(), Path.of(run.getCacheDir())),
            EvalPrompts.of(inputs.leaf(), data, inputs.model()),
            run.hasWarmStart()
                ? Optional.of(WarmStartState.read(run.getWarmStart(), inputs.leaf(), identity))
                : Optional.empty());
    if (session.isUsedUp()) {
      throw new RefusedException(
          "warmStart.schedule",
          "is Continue, which leaves nothing of the budget to train; set a larger num_train_epochs"
              + " or max_steps, or say Restart");
    }
    return new Entry(session, inputs, MemoryCheck.withData(inputs, session, models.device()));
  }

  /** Refuses a run whose base, with what is trained of it, has no room on the device. */
  void checkMemory(Inputs inputs) throws IOException, RefusedException {
    MemoryCheck.beforeLoading(inputs, models.device());
  }

  /** How long the run's steps take. */
  StepTime measure(Entry entry) throws Exception {
    return torch.call(
        () -> StepTime.measure(entry.session(), models.of(entry.inputs().leaf(), entry.model())));
  }

  /** What the run trains; whatever the base has against it is thrown. */
  ParameterLayout layout(Inputs inputs) throws Exception {
    return torch.call(
        () -> models.of(inputs.leaf(), inputs.model()).layout(inputs.leaf().tuning()));
  }
}
