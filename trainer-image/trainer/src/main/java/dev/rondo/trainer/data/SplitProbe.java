package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file's first row tells of all of them, as SFTTrainer reads it.
 *
 * @param shape the rows' shape
 * @param textBesideCompletion whether a text column stands beside prompt and completion
 */
record SplitProbe(SftShape shape, boolean textBesideCompletion) {
  /** Whether an EOS token ends what is not conversational; TRL gives it to one column only. */
  boolean appendsEos() {
    return !shape.isConversational() && !textBesideCompletion;
  }

  /** Looks at a file; what is wrong is added to the problems. */
  static Optional<SplitProbe> of(
      DataFile file, Optional<CompiledFormat> format, String textField, List<Problem> problems)
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
      Map<String, Object> columns = row.columns();
      Optional<SftShape> shape = SftShape.of(columns, textField);
      if (shape.isEmpty()) {
        throw new MalformedRowException(
            "needs the columns prompt and completion, or messages, or %s; it has %s. Make them with dataset.format"
                .formatted(textField, String.join(", ", columns.keySet())));
      }
      boolean beside = shape.get().hasCompletion() && columns.containsKey(textField);
      return Optional.of(new SplitProbe(shape.get(), beside));
    } catch (MalformedRowException e) {
      problems.add(new Problem(first.get().place(), e.getMessage()));
      return Optional.empty();
    }
  }
}
