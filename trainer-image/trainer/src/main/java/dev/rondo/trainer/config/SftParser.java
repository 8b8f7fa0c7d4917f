package dev.rondo.trainer.config;

import dev.rondo.trainer.data.Packing;
import dev.rondo.trainer.data.SftArguments;
import dev.rondo.trainer.data.Truncation;
import dev.rondo.trainer.objective.SftLoss;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what of {@code trainingArgs} only TRL's SFTConfig has. */
final class SftParser {
  private static final int DEFAULT_MAX_LENGTH = 1024;

  private SftParser() {}

  static TrainerArguments.Sft parse(Fields args) {
    SftLoss loss = args.choice("loss_type", "nll", SftLoss::named, List.of("nll", "dft"));
    return new TrainerArguments.Sft(arguments(args), loss);
  }

  private static SftArguments arguments(Fields args) {
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
}
