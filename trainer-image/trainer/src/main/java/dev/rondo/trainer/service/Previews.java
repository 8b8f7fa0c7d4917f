package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.PreviewRequest;
import dev.rondo.protocol.v1.PreviewResponse;
import dev.rondo.protocol.v1.PreviewSpan;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.data.PreviewRow;
import dev.rondo.trainer.data.ProgressListener;
import dev.rondo.trainer.data.SftPreparation;
import java.nio.file.Path;

/** Shows the first rows as they are trained on, and a run's size. */
final class Previews {
  private final Preparations preparations;

  Previews(Preparations preparations) {
    this.preparations = preparations;
  }

  PreviewResponse preview(PreviewRequest request) throws Exception {
    RunConfig run = request.getRun();
    try {
      Preparations.Entry entry = preparations.prepare(run, ProgressListener.NONE);
      PreviewResponse.Builder response =
          PreviewResponse.newBuilder().setPrepared(entry.session().describe());
      SftPreparation.preview(
              entry.inputs().preparation(), Path.of(run.getCacheDir()), request.getRows())
          .forEach(row -> response.addRows(row(row)));
      return response.build();
    } catch (RefusedException refused) {
      return PreviewResponse.newBuilder().setRefused(Refusals.of(refused)).build();
    }
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
