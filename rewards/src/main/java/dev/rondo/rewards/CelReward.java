package dev.rondo.rewards;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Set;

/**
 * A CEL expression over {@code prompt}, {@code completion} (texts), {@code tokens}, {@code ended}
 * and {@code row} (the columns), of a number or a bool (1 and 0).
 */
public final class CelReward implements SampleReward {
  private static final Cel CEL =
      CelFactory.legacyCelBuilder()
          .addVar("prompt", SimpleType.STRING)
          .addVar("completion", SimpleType.STRING)
          .addVar("tokens", SimpleType.INT)
          .addVar("ended", SimpleType.BOOL)
          .addVar("row", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .addCompilerLibraries(CelExtensions.strings(), CelExtensions.math())
          .addRuntimeLibraries(CelExtensions.strings(), CelExtensions.math())
          .build();

  private static final Set<CelType> RESULTS =
      Set.of(SimpleType.DOUBLE, SimpleType.INT, SimpleType.UINT, SimpleType.BOOL, SimpleType.DYN);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  private final String expression;
  private final CelRuntime.Program program;

  private CelReward(String expression, CelRuntime.Program program) {
    this.expression = expression;
    this.program = program;
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException saying where it is wrong: syntax, names, types
   */
  public static CelReward compile(String expression) {
    try {
      CelAbstractSyntaxTree tree = CEL.compile(expression).getAst();
      if (!RESULTS.contains(tree.getResultType())) {
        throw new IllegalArgumentException(
            "is of type %s, must be a double, an int or a bool"
                .formatted(tree.getResultType().name()));
      }
      return new CelReward(expression, CEL.createProgram(tree));
    } catch (CelValidationException | CelEvaluationException wrong) {
      throw new IllegalArgumentException(
          "is no valid CEL: " + wrong.getMessage().strip().replaceAll("\\s*\\n\\s*", " "), wrong);
    }
  }

  @Override
  public double of(Sample sample) throws RewardException {
    Map<String, ?> variables =
        Map.of(
            "prompt", sample.promptText(),
            "completion", sample.completion(),
            "tokens", (long) sample.tokens(),
            "ended", sample.ended(),
            "row", plain(sample.row()));
    try {
      Object value = program.eval(variables);
      return switch (value) {
        case Boolean isRight -> isRight ? 1 : 0;
        case Number number -> number.doubleValue();
        default ->
            throw new RewardException(
                "cel %s gave %s, must give a number or a bool".formatted(expression, value), false);
      };
    } catch (CelEvaluationException failed) {
      throw new RewardException(
          "cel %s: %s; the row's columns are %s"
              .formatted(
                  expression,
                  failed.getMessage(),
                  String.join(", ", sample.row().propertyStream().map(Map.Entry::getKey).toList())),
          false);
    }
  }

  /** CEL's integers have 64 bits. */
  private static Map<String, Object> plain(JsonNode row) {
    return JSON.convertValue(row, new TypeReference<Map<String, Object>>() {});
  }
}
