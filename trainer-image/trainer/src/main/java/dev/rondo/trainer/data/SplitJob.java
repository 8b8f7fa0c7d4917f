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
 * @param probe what its first row tells
 * @param packing how its rows are packed, if they are
 */
record SplitJob(String name, SplitSource source, SplitProbe probe, Optional<Packing> packing) {
  /** A request's splits, training first; empty with the reasons among the problems. */
  static List<SplitJob> of(
      PreparationRequest request, Optional<CompiledFormat> format, List<Problem> problems)
      throws IOException {
    SftArguments arguments = request.arguments();
    String textField = arguments.datasetTextField();
    List<SplitJob> jobs = new ArrayList<>();
    Optional<SplitProbe> train = SplitProbe.of(request.train(), format, textField, problems);
    train.ifPresent(probe ->
        jobs.add(new SplitJob("train", SplitSource.train(request), probe, arguments.packing())));
    switch (request.eval()) {
      case EvalData.None() -> {}
      case EvalData.OfFile(DataFile file) -> {
        SplitSource source =
            new SplitSource(
                file, new SplitSource.Part.Whole(), OptionalLong.empty(), request.seed());
        SplitProbe.of(file, format, textField, problems)
            .ifPresent(
                probe -> jobs.add(new SplitJob("eval", source, probe, arguments.evalPacking())));
      }
      case EvalData.HeldOut(double share, OptionalLong limit) -> {
        SplitSource source =
            new SplitSource(
                request.train(), new SplitSource.Part.HeldOut(share), limit, request.seed());
        train.ifPresent(
            probe -> jobs.add(new SplitJob("eval", source, probe, arguments.evalPacking())));
      }
    }
    return jobs;
  }
}
