package dev.rondo.trainer.data;

import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * From a file's columns to tokens: the format, then the trainer's own way.
 *
 * @param format renames columns, if the data set has a format
 * @param tokenizer makes tokens and labels
 */
record RowPipeline(Optional<CompiledFormat> format, RowTokenizer tokenizer) {
  /** The row's tokens, or empty with the reason among the problems. */
  Optional<TokenRow> tokenise(SourceRow row, RowProblems problems) {
    try {
      SourceRow formatted = format.isPresent() ? format.get().apply(row) : row;
      return Optional.of(tokenizer.tokenise(formatted));
    } catch (MalformedRowException e) {
      problems.add(row.place(), e.getMessage());
      return Optional.empty();
    }
  }

  /** What people should know of the rows made so far. */
  List<String> warnings() {
    return tokenizer.warnings();
  }

  /** The number of rows in a file. */
  int count(DataFile file) throws IOException, RefusedException {
    RowProblems problems = new RowProblems();
    int count = 0;
    try (RowReader reader = RowReader.open(file, problems)) {
      while (reader.next().isPresent()) {
        count++;
      }
    }
    problems.refuseIfAny();
    return count;
  }
}
