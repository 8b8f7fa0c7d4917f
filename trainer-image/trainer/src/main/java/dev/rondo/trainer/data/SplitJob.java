package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A split to prepare.
 *
 * @param name train or eval
 * @param source its rows
 * @param rows how they become tokens
 */
record SplitJob(String name, SplitSource source, SplitRows rows) {
  /** A request's splits, training first; empty with the reasons among the problems. */
  static List<SplitJob> of(
      PreparationRequest request, Optional<CompiledFormat> format, List<Problem> problems)
      throws IOException {
    List<SplitJob> jobs = new ArrayList<>();
    Optional<SplitRows> train =
        FirstRow.of(request.train(), format, request.arguments(), Optional.empty(), problems);
    train.ifPresent(rows -> jobs.add(new SplitJob("train", SplitSource.train(request), rows)));
    Optional<SplitSource> source = eval(request);
    if (source.isPresent()) {
      FirstRow.of(source.get().file(), format, request.arguments(), train, problems)
          .ifPresent(rows -> jobs.add(new SplitJob("eval", source.get(), rows)));
    }
    return jobs;
  }

  private static Optional<SplitSource> eval(PreparationRequest request) {
    return switch (request.eval()) {
      case EvalData.None() -> Optional.empty();
      case EvalData.OfFile(DataFile file) ->
          Optional.of(
              new SplitSource(
                  file, new SplitSource.Part.Whole(), OptionalLong.empty(), request.seed()));
      case EvalData.HeldOut(double share, OptionalLong limit) ->
          Optional.of(
              new SplitSource(
                  request.train(), new SplitSource.Part.HeldOut(share), limit, request.seed()));
    };
  }
}
