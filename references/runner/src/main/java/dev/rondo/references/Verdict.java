package dev.rondo.references;

import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a case.
 *
 * @param deviation from TRL; empty when the case did not run
 * @param problems why it does not hold; empty when it does
 */
record Verdict(Optional<Deviation> deviation, List<String> problems) {

  /** Runs the case cut into each of these numbers of chunks: near to TRL, and the same bits. */
  static Verdict of(ReferenceCase recorded, CaseRun command, Bounds bounds, List<Integer> chunks)
      throws InterruptedException {
    try {
      Path first = command.run(recorded, chunks.getFirst());
      Deviation deviation = Deviation.of(recorded, first);
      List<String> problems = new ArrayList<>(bounds.exceededBy(deviation));
      for (int other : chunks.subList(1, chunks.size())) {
        if (!sameBits(recorded, first, command.run(recorded, other))) {
          problems.add(
              "other bits with %d chunks than with %d".formatted(other, chunks.getFirst()));
        }
      }
      return new Verdict(Optional.of(deviation), List.copyOf(problems));
    } catch (IOException | RefusedException failed) {
      return new Verdict(Optional.empty(), List.of(failed.getMessage()));
    }
  }

  private static boolean sameBits(ReferenceCase recorded, Path one, Path other) throws IOException {
    return Files.mismatch(recorded.outputOf(one), recorded.outputOf(other)) < 0
        && Metrics.read(one.resolve("metrics.jsonl"))
            .trained()
            .equals(Metrics.read(other.resolve("metrics.jsonl")).trained());
  }
}
