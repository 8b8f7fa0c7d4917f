package dev.rondo.trainer.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Several files of one format, one after the other. */
final class ConcatenatedReader implements RowReader {
  private final List<Path> paths;
  private final FileFormat format;
  private final RowProblems problems;
  private RowReader current;
  private int file;

  ConcatenatedReader(List<Path> paths, FileFormat format, RowProblems problems) throws IOException {
    this.paths = paths;
    this.format = format;
    this.problems = problems;
    this.current = RowReader.open(paths.getFirst(), format, problems);
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    Optional<SourceRow> row = current.next();
    while (row.isEmpty() && file + 1 < paths.size()) {
      current.close();
      file++;
      current = RowReader.open(paths.get(file), format, problems);
      row = current.next();
    }
    return row;
  }

  @Override
  public double fraction() {
    return (file + Math.max(0, current.fraction())) / paths.size();
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
