package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.ExportRequest;
import dev.rondo.protocol.v1.ExportResponse;
import dev.rondo.trainer.run.RunExport;
import java.nio.file.Path;

/** Writes what people take away from a saved state. */
final class Exports {
  private final Preparations preparations;

  Exports(Preparations preparations) {
    this.preparations = preparations;
  }

  ExportResponse export(ExportRequest request) throws Exception {
    Preparations.Entry entry = preparations.get(request.getRunId());
    if (entry == null) {
      throw new IllegalStateException(
          "run %s was not prepared on this process".formatted(request.getRunId()));
    }
    RunExport.write(
        entry.session(),
        entry.model(),
        Path.of(request.getStateFile()),
        Path.of(request.getTargetDir()),
        request.getMerge());
    return ExportResponse.newBuilder().setTargetDir(request.getTargetDir()).build();
  }
}
