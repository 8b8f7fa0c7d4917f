package dev.rondo.trainer.service;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.SftData;
import dev.rondo.trainer.data.DataFile;
import dev.rondo.trainer.data.EvalData;
import dev.rondo.trainer.data.FileFormat;
import dev.rondo.trainer.data.PreparationRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A leaf's URIs as files of this machine.
 *
 * @param model Hugging Face model directory
 * @param preparation of its rows
 */
record Inputs(Path model, PreparationRequest preparation) {
  /**
   * Finds every file.
   *
   * @throws RefusedException naming each one that is not there
   */
  static Inputs resolve(Leaf leaf, LocalDate frozenDate) throws RefusedException {
    List<Problem> problems = new ArrayList<>();
    Path model = Path.of(leaf.model());
    if (!Files.isDirectory(model)) {
      problems.add(new Problem("model.uri", model + " is no directory"));
    }
    SftData data = leaf.data();
    DataFile train = file("dataset.train", data.train(), problems);
    EvalData eval =
        switch (data.eval().orElse(null)) {
          case null -> new EvalData.None();
          case SftData.Source.File source ->
              new EvalData.OfFile(file("dataset.eval", source, problems));
          case SftData.Source.Split split -> new EvalData.HeldOut(split.share(), split.limit());
        };
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return new Inputs(
        model,
        new PreparationRequest(
            model, train, eval, data.format(), data.arguments(), leaf.dataSeed(), frozenDate));
  }

  private static DataFile file(String field, SftData.Source.File source, List<Problem> problems) {
    Path path = Path.of(source.uri());
    if (!Files.isRegularFile(path)) {
      problems.add(new Problem(field + ".uri", path + " is no file"));
    }
    Optional<FileFormat> format = source.format().or(() -> FileFormat.ofExtension(path));
    if (format.isEmpty()) {
      problems.add(
          new Problem(
              field + ".format",
              "is not told by the extension of %s; say jsonl, json, csv or parquet"
                  .formatted(path.getFileName())));
    }
    return new DataFile(path, format.orElse(FileFormat.JSONL), source.limit(), source.shuffle());
  }
}
