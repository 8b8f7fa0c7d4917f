package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.ResolvedInput;
import dev.rondo.core.chunk.ChunkPlan;
import dev.rondo.protocol.v1.Prepared;
import java.util.Comparator;
import java.util.List;

/** What a run's preparation found, as {@code status.worker} tells it; null where there is none. */
final class PreparedReport {
  private PreparedReport() {}

  /** How far it is in its budget. */
  static Progress progress(ChunkPlan plan, Place place) {
    int total = plan.chunkOf(plan.totalSteps()) + 1;
    int present = place.step() == 0 ? 0 : plan.chunkOf(place.step()) + 1;
    return new Progress(
        place.step(),
        plan.totalSteps(),
        plan.chunksDone(place.step()),
        total,
        present + "/" + total,
        place.epoch(),
        place.rows(),
        place.tokens());
  }

  /** The same while its budget is not looked at again: as an earlier process told it. */
  static Progress progress(Progress told, Place place) {
    return new Progress(
        place.step(),
        told.totalSteps(),
        told.chunk(),
        told.totalChunks(),
        told.chunks(),
        place.epoch(),
        place.rows(),
        place.tokens());
  }

  /** The commit of each hub URI. */
  static List<ResolvedInput> inputs(Prepared size) {
    return size.getRevisionsMap().isEmpty()
        ? null
        : size.getRevisionsMap().entrySet().stream()
            .map(input -> new ResolvedInput(input.getKey(), input.getValue()))
            .sorted(Comparator.comparing(ResolvedInput::uri))
            .toList();
  }

  /** What people should know of their data and settings. */
  static List<String> warnings(Prepared size) {
    return size.getWarningsCount() == 0 ? null : List.copyOf(size.getWarningsList());
  }
}
