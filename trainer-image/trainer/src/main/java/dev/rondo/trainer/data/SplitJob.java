package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * A split to prepare.
 *
 * @param name train, eval or eval.generate
 * @param source its rows
 * @param arguments what shapes them
 * @param rows how they become tokens
 */
record SplitJob(String name, SplitSource source, RowArguments arguments, SplitRows rows) {
  /** A request's splits, training first; empty with the reasons among the problems. */
  static List<SplitJob> of(
      PreparationRequest request, Optional<CompiledFormat> format, List<Problem> problems)
      throws IOException {
    List<SplitJob> jobs = new ArrayList<>();
    Optional<SplitRows> train =
        FirstRow.of(request.train(), format, request.arguments(), Optional.empty(), problems);
    RowArguments own = request.arguments();
    train.ifPresent(rows -> jobs.add(new SplitJob("train", SplitSource.train(request), own, rows)));
    Optional<SplitSource> source = eval(request, OptionalLong.empty());
    if (source.isPresent()) {
      FirstRow.of(source.get().file(), format, own, train, problems)
          .ifPresent(rows -> jobs.add(new SplitJob("eval", source.get(), own, rows)));
    }
    if (source.isPresent() && request.prompts().isPresent() && problems.isEmpty()) {
      PromptArguments prompts = request.prompts().get();
      SplitSource first = eval(request, OptionalLong.of(prompts.limit())).orElseThrow();
      FirstRow.of(first.file(), format, prompts, train, problems)
          .ifPresent(rows -> jobs.add(new SplitJob("eval.generate", first, prompts, rows)));
    }
    return jobs;
  }

  private static Optional<SplitSource> eval(PreparationRequest request, OptionalLong most) {
    return switch (request.eval()) {
      case EvalData.None() -> Optional.empty();
      case EvalData.OfFile(DataFile file) ->
          Optional.of(new SplitSource(file, new SplitSource.Part.Whole(), most, request.seed()));
      case EvalData.HeldOut(double share, OptionalLong limit) ->
          Optional.of(
              new SplitSource(
                  request.train(),
                  new SplitSource.Part.HeldOut(share),
                  least(limit, most),
                  request.seed()));
    };
  }

  private static OptionalLong least(OptionalLong a, OptionalLong b) {
    return LongStream.concat(a.stream(), b.stream()).min();
  }
}
