package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.Preview;
import dev.rondo.protocol.v1.PreviewEvent;
import dev.rondo.protocol.v1.PreviewRequest;
import dev.rondo.protocol.v1.PreviewSpan;
import dev.rondo.protocol.v1.Progress;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.data.DataPreparation;
import dev.rondo.trainer.data.PreviewRow;
import dev.rondo.trainer.data.ProgressListener;
import dev.rondo.trainer.run.StepTime;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Shows the first rows as they are trained on, and a run's size. */
final class Previews {
  private final Preparations preparations;

  Previews(Preparations preparations) {
    this.preparations = preparations;
  }

  /** Ends with one event that the run is previewed or refused. */
  void preview(PreviewRequest request, Consumer<PreviewEvent> events) throws Exception {
    ProgressListener progress =
        (message, fraction) ->
            events.accept(
                PreviewEvent.newBuilder()
                    .setProgress(Progress.newBuilder().setMessage(message).setFraction(fraction))
                    .build());
    try {
      Preview preview = preview(request, new ThrottledProgress(progress));
      events.accept(PreviewEvent.newBuilder().setPreviewed(preview).build());
    } catch (RefusedException refused) {
      events.accept(PreviewEvent.newBuilder().setRefused(Refusals.of(refused)).build());
    }
  }

  private Preview preview(PreviewRequest request, ProgressListener progress) throws Exception {
    RunConfig run = request.getRun();
    Preparations.Entry entry = preparations.prepare(run, progress);
    Preview.Builder preview = Preview.newBuilder().setPrepared(entry.describe());
    if (request.getRows() > 0) {
      DataPreparation.preview(
              entry.inputs().preparation(), Path.of(run.getCacheDir()), request.getRows())
          .forEach(row -> preview.addRows(row(row)));
    }
    if (request.getMeasure()) {
      progress.progress("Measuring steps", -1);
      StepTime time = preparations.measure(entry);
      preview.setStepSeconds(time.step()).setEvaluationSeconds(time.evaluation());
    }
    return preview.build();
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
}
