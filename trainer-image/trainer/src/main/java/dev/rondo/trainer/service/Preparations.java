package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.PrepareEvent;
import dev.rondo.protocol.v1.PreviewRequest;
import dev.rondo.protocol.v1.PreviewResponse;
import dev.rondo.protocol.v1.PreviewSpan;
import dev.rondo.protocol.v1.Progress;
import dev.rondo.protocol.v1.Refused;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.LeafParser;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.data.PreviewRow;
import dev.rondo.trainer.data.ProgressListener;
import dev.rondo.trainer.data.SftPreparation;
import dev.rondo.trainer.model.ModelIdentity;
import dev.rondo.trainer.run.RunSession;
import dev.rondo.trainer.step.ParameterLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Prepares runs and keeps them by their id. */
final class Preparations {
  private final TorchThread torch;
  private final ResidentModel models;
  private final Map<String, Entry> prepared = new ConcurrentHashMap<>();

  /** A prepared run and the base it trains on. */
  record Entry(RunSession session, Path model) {}

  Preparations(TorchThread torch, ResidentModel models) {
    this.torch = torch;
    this.models = models;
  }

  /** The run of this id, or null when it was not prepared on this process. */
  Entry get(String runId) {
    return prepared.get(runId);
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
      Entry entry = prepare(run, progress);
      prepared.put(run.getRunId(), entry);
      events.accept(PrepareEvent.newBuilder().setPrepared(entry.session().describe()).build());
    } catch (RefusedException refused) {
      events.accept(PrepareEvent.newBuilder().setRefused(refusal(refused)).build());
    }
  }

  private Entry prepare(RunConfig run, ProgressListener progress) throws Exception {
    Leaf leaf = LeafParser.parse(run.getLeafJson());
    Inputs inputs = Inputs.resolve(leaf, LocalDate.parse(run.getFrozenDate()));
    ParameterLayout layout =
        torch.call(() -> models.of(leaf, inputs.model()).layout(leaf.tuning()));
    PreparedData data =
        SftPreparation.prepare(inputs.preparation(), Path.of(run.getCacheDir()), progress);
    RunSession session =
        new RunSession(run.getRunId(), leaf, data, layout, ModelIdentity.of(inputs.model()));
    return new Entry(session, inputs.model());
  }

  /** The first rows as they are trained on, and the run's size. */
  PreviewResponse preview(PreviewRequest request) throws Exception {
    RunConfig run = request.getRun();
    try {
      Entry entry = prepare(run, ProgressListener.NONE);
      PreviewResponse.Builder response =
          PreviewResponse.newBuilder().setPrepared(entry.session().describe());
      previewRows(request).forEach(row -> response.addRows(row(row)));
      return response.build();
    } catch (RefusedException refused) {
      return PreviewResponse.newBuilder().setRefused(refusal(refused)).build();
    }
  }

  private static Iterable<PreviewRow> previewRows(PreviewRequest request)
      throws RefusedException, IOException {
    RunConfig run = request.getRun();
    Leaf leaf = LeafParser.parse(run.getLeafJson());
    Inputs inputs = Inputs.resolve(leaf, LocalDate.parse(run.getFrozenDate()));
    return SftPreparation.preview(
        inputs.preparation(), Path.of(run.getCacheDir()), request.getRows());
  }

  private static dev.rondo.protocol.v1.PreviewRow row(PreviewRow row) {
    dev.rondo.protocol.v1.PreviewRow.Builder built =
        dev.rondo.protocol.v1.PreviewRow.newBuilder().setTruncated(row.truncated());
    row.spans()
        .forEach(span ->
            built.addSpans(
                PreviewSpan.newBuilder().setText(span.text()).setTrained(span.trained())));
    return built.build();
  }

  private static Refused refusal(RefusedException refused) {
    Refused.Builder refusal = Refused.newBuilder();
    for (Problem problem : refused.problems()) {
      refusal.addProblems(
          dev.rondo.protocol.v1.Problem.newBuilder()
              .setField(problem.field())
              .setMessage(problem.message()));
    }
    return refusal.build();
  }
}
