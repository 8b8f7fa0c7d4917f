package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.ExportRequest;
import dev.rondo.protocol.v1.ExportResponse;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.trainer.export.BaseName;
import dev.rondo.trainer.hub.HubException;
import dev.rondo.trainer.hub.HubListener;
import dev.rondo.trainer.hub.HubUri;
import dev.rondo.trainer.run.RunExport;
import dev.rondo.trainer.source.Sources;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Writes what people take away from a saved state. */
final class Exports {
  private final Preparations preparations;
  private final Hubs hubs;

  Exports(Preparations preparations, Hubs hubs) {
    this.preparations = preparations;
    this.hubs = hubs;
  }

  ExportResponse export(ExportRequest request) throws Exception {
    Path state = Path.of(request.getStateFile());
    Path target = Path.of(request.getTargetDir());
    if (request.hasRun()) {
      unprepared(request.getRun()).write(state, target, request.getMerge());
    } else {
      Preparations.Entry entry = preparations.get(request.getRunId());
      if (entry == null) {
        throw new IllegalStateException(
            "run %s was not prepared on this process".formatted(request.getRunId()));
      }
      of(entry).write(entry.session(), state, target, request.getMerge());
    }
    return ExportResponse.newBuilder().setTargetDir(request.getTargetDir()).build();
  }

  private static RunExport of(Preparations.Entry entry) throws HubException {
    return new RunExport(
        entry.inputs().leaf().tuning(),
        entry.session().layout(),
        entry.model(),
        name(entry.inputs(), entry.session().revisions()));
  }

  private RunExport unprepared(RunConfig run) throws Exception {
    Sources sources = hubs.downloading(run.getRevisionsMap(), HubListener.SILENT);
    Inputs inputs = Inputs.ofModel(run, sources);
    return new RunExport(
        inputs.leaf().tuning(),
        preparations.layout(inputs),
        inputs.model(),
        name(inputs, sources.revisions()));
  }

  private static BaseName name(Inputs inputs, Map<String, String> revisions) throws HubException {
    String uri = inputs.leaf().model();
    return HubUri.isHubUri(uri)
        ? new BaseName(
            HubUri.parse(uri).repository().name(), Optional.ofNullable(revisions.get(uri)))
        : BaseName.of(inputs.model());
  }
}
