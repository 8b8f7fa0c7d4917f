package dev.rondo.trainer.run;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.data.DataFile;
import dev.rondo.trainer.data.DataPreparation;
import dev.rondo.trainer.data.EvalData;
import dev.rondo.trainer.data.FileFormat;
import dev.rondo.trainer.data.PreparationRequest;
import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.data.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/** JSON lines to train on, and nothing to evaluate on. */
final class SmallData {
  private SmallData() {}

  static PreparedData prepared(Leaf leaf, Path model, Path data, Path cache)
      throws IOException, RefusedException {
    return DataPreparation.prepare(
        new PreparationRequest(
            model,
            DataFile.of(data, FileFormat.JSONL),
            new EvalData.None(),
            Optional.empty(),
            leaf.trainer().rows(),
            leaf.dataSeed(),
            LocalDate.of(2026, 1, 1)),
        cache,
        ProgressListener.NONE);
  }
}
