package dev.rondo.trainer.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.rewards.TextMetricParser;

/** Reads a leaf's {@code dataset.eval.generate}. */
final class EvalGenerateParser {
  private static final int DEFAULT_ROWS = 64;
  private static final int DEFAULT_TOKENS = 128;
  private static final int DEFAULT_SAMPLES = 4;

  private EvalGenerateParser() {}

  static EvalGenerate parse(Fields generate) {
    JsonNode metrics = generate.node("metrics");
    JsonNode regex = generate.node("regex");
    EvalGenerate parsed =
        new EvalGenerate(
            generate.integer("limit", DEFAULT_ROWS, 1),
            generate.integer("maxNewTokens", DEFAULT_TOKENS, 1),
            generate.integer("samples", DEFAULT_SAMPLES, 0),
            new TextMetricParser(generate::problem).parse(metrics, regex),
            metrics + " " + regex);
    generate.refuseOthers();
    return parsed;
  }
}
