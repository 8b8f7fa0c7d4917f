package dev.rondo.trainer.run;

import dev.rondo.trainer.config.EvalGenerate;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.TrainerArguments;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.digest.Sha256;
import java.util.Optional;
import java.util.TreeMap;

/** Digests that say which numbers belong together. Paths are left out: what lies there counts. */
final class RunDigest {
  /** Hexadecimal digits of each part of an evalKey. */
  private static final int PART = 8;

  private RunDigest() {}

  /** Digest of everything besides files that shapes a number of the run. */
  static String ofConfig(Leaf leaf, Origin origin) {
    String numbers =
        String.join(
            "\n",
            "config 4",
            Long.toString(leaf.seed()),
            Long.toString(leaf.dataSeed()),
            leaf.storage().toString(),
            leaf.compute().toString(),
            withoutPath(leaf.tuning()),
            leaf.budget().toString(),
            Double.toString(leaf.learningRate()),
            leaf.schedule().toString(),
            new TreeMap<>(leaf.scheduleSettings()).toString(),
            Double.toString(leaf.warmupSteps()),
            leaf.optimizer().toString(),
            leaf.logging().toString(),
            leaf.trainer().numbers());
    return Sha256.of(origin.equals(Origin.START) ? numbers : numbers + "\n" + origin);
  }

  /**
   * Evaluations with equal keys are comparable: same rows, same batches, and of what compares with
   * a reference, the same reference. The key's first part, before the dash, is of the rows' data
   * and of how texts are measured alone: what does not depend on losses and references compares
   * where that is equal.
   *
   * @param referenceDigest of what the reference is made of
   */
  static String ofEval(Leaf leaf, PreparedData data, String referenceDigest) {
    String generated = leaf.data().generate().map(EvalGenerate::numbers).orElse("");
    String source =
        String.join("\n", "source 2", data.evalSource(), leaf.trainer().measures(), generated);
    String numbers =
        String.join(
            "\n",
            "eval 1",
            data.evalDigest(),
            Integer.toString(leaf.evalBatchSize()),
            leaf.trainer().evalNumbers(),
            leaf.trainer() instanceof TrainerArguments.Sft ? "" : referenceDigest);
    return part(source) + "-" + part(numbers + "\n" + generated);
  }

  private static String part(String text) {
    return Sha256.of(text).substring(0, PART);
  }

  private static String withoutPath(Tuning tuning) {
    return switch (tuning) {
      case Tuning.Full full -> full.toString();
      case Tuning.Lora lora ->
          new Tuning.Lora(
                  lora.r(),
                  lora.loraAlpha(),
                  lora.loraDropout(),
                  lora.targetModules(),
                  lora.useRslora(),
                  lora.useDora(),
                  Optional.empty())
              .toString();
    };
  }
}
