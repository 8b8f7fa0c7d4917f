package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The first row of a file, from which a trainer learns how to read all of them. */
final class FirstRow {
  private FirstRow() {}

  /** How the trainer reads the file; empty with the reason among the problems. */
  static Optional<SplitRows> of(
      DataFile file,
      Optional<CompiledFormat> format,
      RowArguments arguments,
      Optional<SplitRows> train,
      List<Problem> problems)
      throws IOException {
    RowProblems unreadable = new RowProblems();
    Optional<SourceRow> first;
    try (RowReader reader = RowReader.open(file, unreadable)) {
      first = reader.next();
    }
    if (first.isEmpty()) {
      problems.addAll(unreadable.shown());
      if (!unreadable.any()) {
        problems.add(new Problem(file.name(), "has no rows"));
      }
      return Optional.empty();
    }
    try {
      SourceRow row = format.isPresent() ? format.get().apply(first.get()) : first.get();
      return Optional.of(SplitRows.of(arguments, row.columns(), train));
    } catch (MalformedRowException e) {
      problems.add(new Problem(first.get().place(), e.getMessage()));
      return Optional.empty();
    }
  }
}
