package dev.rondo.trainer.config;

import dev.rondo.trainer.data.FileFormat;
import dev.rondo.trainer.data.RowFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a leaf's {@code dataset}. */
final class LeafDataParser {
  private LeafDataParser() {}

  static LeafData parse(Fields dataset) {
    LeafData data =
        new LeafData(
            file(dataset.nested("train"), "train"),
            eval(dataset),
            dataset.has("format")
                ? Optional.of(new RowFormat(dataset.node("format")))
                : Optional.empty(),
            generate(dataset.nested("eval")));
    dataset.refuseOthers();
    return data;
  }

  private static LeafData.Source.File file(Fields source, String name) {
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
    LeafData.Source.File file =
        new LeafData.Source.File(
            uri.orElse(""), format, limit(source), source.flag("shuffle", false));
    source.refuseOthers();
    return file;
  }

  private static OptionalLong limit(Fields source) {
    return source.optionalInteger("limit", 1).stream().mapToLong(Integer::longValue).findFirst();
  }

  private static Optional<EvalGenerate> generate(Fields eval) {
    return eval.has("generate")
        ? Optional.of(EvalGenerateParser.parse(eval.nested("generate")))
        : Optional.empty();
  }

  private static Optional<LeafData.Source> eval(Fields dataset) {
    if (!dataset.has("eval")) {
      return Optional.empty();
    }
    Fields eval = dataset.nested("eval");
    eval.accept(Set.of("generate"));
    if (!eval.has("split")) {
      return Optional.of(file(eval, "eval"));
    }
    double share = eval.real("split", 0, Double.MIN_VALUE, 1);
    OptionalLong limit = limit(eval);
    eval.refuseOthers();
    return Optional.of(new LeafData.Source.Split(share, limit));
  }
}
