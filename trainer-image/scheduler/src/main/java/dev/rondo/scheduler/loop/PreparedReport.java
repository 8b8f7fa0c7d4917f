package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.ResolvedInput;
import dev.rondo.protocol.v1.Prepared;
import java.util.Comparator;
import java.util.List;

/** What a run's preparation found, as {@code status.worker} tells it; null where there is none. */
final class PreparedReport {
  private PreparedReport() {}

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
