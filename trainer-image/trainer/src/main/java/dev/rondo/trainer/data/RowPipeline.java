package dev.rondo.trainer.data;

import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.util.Optional;

/**
 * From a file's columns to tokens: the format, TRL's shapes, the tokenizer.
 *
 * @param format renames columns, if the data set has a format
 * @param parser knows the split's shape
 * @param tokenizer makes tokens and labels
 */
record RowPipeline(Optional<CompiledFormat> format, SftRowParser parser, SftTokenizer tokenizer) {
  /** The row's tokens, or empty with the reason among the problems. */
  Optional<TokenRow> tokenise(SourceRow row, RowProblems problems) {
    try {
      SourceRow formatted = format.isPresent() ? format.get().apply(row) : row;
      return Optional.of(tokenizer.tokenise(parser.parse(formatted)));
    } catch (MalformedRowException e) {
      problems.add(row.place(), e.getMessage());
      return Optional.empty();
    }
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
