package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Whether the files and numbers of a request can be used at all. */
final class FileChecks {
  private FileChecks() {}

  /** Everything that is wrong; the list may be added to. */
  static List<Problem> problems(PreparationRequest request) {
    List<Problem> problems = new ArrayList<>();
    check("dataset.train", request.train(), problems);
    switch (request.eval()) {
      case EvalData.None() -> {}
      case EvalData.OfFile(DataFile file) -> check("dataset.eval", file, problems);
      case EvalData.HeldOut(double share, OptionalLong limit) -> {
        if (!(share > 0 && share < 1)) {
          problems.add(
              new Problem("dataset.eval.split", share + " must be between 0 and 1, as 0.1 is"));
        }
        checkLimit("dataset.eval", limit, problems);
      }
    }
    RowArguments arguments = request.arguments();
    if (arguments.maxLength().isPresent() && arguments.maxLength().getAsInt() < 1) {
      problems.add(
          new Problem(
              "trainingArgs.max_length", arguments.maxLength().getAsInt() + " must be at least 1"));
    }
    problems.addAll(arguments.problems());
    return problems;
  }

  private static void check(String field, DataFile file, List<Problem> problems) {
    for (Path path : file.paths()) {
      if (!Files.exists(path)) {
        problems.add(new Problem(field + ".uri", path + " does not exist"));
      } else if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
        problems.add(new Problem(field + ".uri", path + " is not a file that can be read"));
      }
    }
    checkLimit(field, file.limit(), problems);
  }

  private static void checkLimit(String field, OptionalLong limit, List<Problem> problems) {
    if (limit.isPresent() && limit.getAsLong() < 1) {
      problems.add(new Problem(field + ".limit", limit.getAsLong() + " must be at least 1"));
    }
  }
}
