package dev.rondo.trainer.data;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Requests on the reference models, to vary. */
final class SftRequests {
  static final Path REFERENCES = Path.of("../../references").toAbsolutePath().normalize();

  private SftRequests() {}

  /** A JSONL file with TRL's columns, by TRL's defaults. */
  static PreparationRequest of(Path data) {
    return new PreparationRequest(
        REFERENCES.resolve("models/tiny-llama"),
        DataFile.of(data, FileFormat.JSONL),
        new EvalData.None(),
        Optional.empty(),
        SftArguments.DEFAULTS,
        42,
        LocalDate.of(2026, 1, 1));
  }

  static PreparationRequest withArguments(PreparationRequest request, SftArguments arguments) {
    return new PreparationRequest(
        request.modelDirectory(),
        request.train(),
        request.eval(),
        request.format(),
        arguments,
        request.seed(),
        request.frozenDate());
  }

  static PreparationRequest withFormat(PreparationRequest request, String json) {
    try {
      RowFormat format = new RowFormat(JsonValues.MAPPER.readTree(json));
      return new PreparationRequest(
          request.modelDirectory(),
          request.train(),
          request.eval(),
          Optional.of(format),
          request.arguments(),
          request.seed(),
          request.frozenDate());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static PreparationRequest withData(
      PreparationRequest request, DataFile train, EvalData eval, long seed) {
    return new PreparationRequest(
        request.modelDirectory(),
        train,
        eval,
        request.format(),
        request.arguments(),
        seed,
        request.frozenDate());
  }

  /** The first rows of a file, by its extension's format. */
  static DataFile first(Path path, long rows) {
    return new DataFile(
        path, FileFormat.ofExtension(path).orElseThrow(), OptionalLong.of(rows), false);
  }

  static SftArguments arguments(
      OptionalInt maxLength, Optional<Packing> packing, boolean shuffleDataset) {
    return new SftArguments(
        maxLength,
        Truncation.KEEP_START,
        packing,
        packing,
        Optional.empty(),
        false,
        Optional.empty(),
        "text",
        Optional.empty(),
        shuffleDataset);
  }
}
