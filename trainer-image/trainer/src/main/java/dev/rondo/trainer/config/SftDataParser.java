package dev.rondo.trainer.config;

import dev.rondo.trainer.data.FileFormat;
import dev.rondo.trainer.data.Packing;
import dev.rondo.trainer.data.RowFormat;
import dev.rondo.trainer.data.SftArguments;
import dev.rondo.trainer.data.Truncation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads a leaf's {@code dataset}, and what of {@code trainingArgs} shapes rows. */
final class SftDataParser {
  private static final int DEFAULT_MAX_LENGTH = 1024;

  private SftDataParser() {}

  static SftData parse(Fields dataset, Fields args) {
    SftData data =
        new SftData(
            file(dataset.nested("train"), "train"),
            eval(dataset),
            dataset.has("format")
                ? Optional.of(new RowFormat(dataset.node("format")))
                : Optional.empty(),
            arguments(args));
    dataset.refuseOthers();
    return data;
  }

  private static SftArguments arguments(Fields args) {
    args.choice("loss_type", "nll", List.of("nll"));
    Packing strategy =
        args.choice(
            "packing_strategy", "bfd", Packing::named, List.of("bfd", "bfd_split", "wrapped"));
    boolean packing = args.flag("packing", false);
    SftArguments arguments =
        new SftArguments(
            maxLength(args),
            args.choice(
                "truncation_mode",
                "keep_start",
                Truncation::named,
                List.of("keep_start", "keep_end")),
            Optional.of(strategy).filter(_ -> packing),
            Optional.of(strategy).filter(_ -> args.flag("eval_packing", packing)),
            args.optionalFlag("completion_only_loss"),
            args.flag("assistant_only_loss", false),
            args.text("chat_template_path").map(Path::of),
            args.text("dataset_text_field").orElse("text"),
            args.text("eos_token"),
            args.flag("shuffle_dataset", false));
    if (packing && arguments.maxLength().isEmpty()) {
      args.problem("packing", "needs a max_length to fill");
    }
    return arguments;
  }

  /** Absent is TRL's default; an explicit null is "do not cut". */
  private static OptionalInt maxLength(Fields args) {
    return args.node("max_length").isNull()
        ? OptionalInt.empty()
        : OptionalInt.of(args.integer("max_length", DEFAULT_MAX_LENGTH, 1));
  }

  private static SftData.Source.File file(Fields source, String name) {
    Optional<String> uri = source.text("uri");
    if (uri.isEmpty()) {
      source.problem("uri", "is missing: where are the %s rows?".formatted(name));
    }
    Optional<FileFormat> format =
        source.has("format")
            ? Optional.of(
                source.choice(
                    "format",
                    "jsonl",
                    FileFormat::named,
                    List.of("jsonl", "json", "csv", "parquet")))
            : Optional.empty();
    SftData.Source.File file =
        new SftData.Source.File(
            uri.orElse(""), format, limit(source), source.flag("shuffle", false));
    source.refuseOthers();
    return file;
  }

  private static OptionalLong limit(Fields source) {
    return source.optionalInteger("limit", 1).stream().mapToLong(Integer::longValue).findFirst();
  }

  private static Optional<SftData.Source> eval(Fields dataset) {
    if (!dataset.has("eval")) {
      return Optional.empty();
    }
    Fields eval = dataset.nested("eval");
    if (!eval.has("split")) {
      return Optional.of(file(eval, "eval"));
    }
    double share = eval.real("split", 0, Double.MIN_VALUE, 1);
    OptionalLong limit = limit(eval);
    eval.refuseOthers();
    return Optional.of(new SftData.Source.Split(share, limit));
  }
}
