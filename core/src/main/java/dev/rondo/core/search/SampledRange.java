package dev.rondo.core.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rondo.api.v1alpha1.RandomParameter;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The range of a random search's parameter, both ends inclusive.
 *
 * @param parameter with min and max
 * @param isInteger whether it gives whole numbers
 */
record SampledRange(RandomParameter parameter, boolean isInteger) {
  /** Four digits are plenty for a hyperparameter, and can be read. */
  private static final MathContext DIGITS = new MathContext(4);

  /**
   * The value of a share.
   *
   * @param share uniform in [0, 1)
   */
  JsonNode at(double share) {
    double min = parameter.min();
    double max = parameter.max();
    if (parameter.step() != null) {
      return number(stepped(min, max, parameter.step(), share));
    }
    // Whole numbers own an interval of length one each, so that the ends are as likely as the rest.
    double low = isInteger ? min - 0.5 : min;
    double high = isInteger ? max + 0.5 : max;
    double drawn =
        "Log".equals(parameter.scale())
            ? StrictMath.exp(
                StrictMath.log(low) + share * (StrictMath.log(high) - StrictMath.log(low)))
            : low + share * (high - low);
    double rounded = isInteger ? Math.rint(drawn) : round(drawn);
    return number(Math.clamp(rounded, min, max));
  }

  private static double stepped(double min, double max, double step, double share) {
    long count = (long) Math.floor((max - min) / step * (1 + 1e-12)) + 1;
    BigDecimal value =
        BigDecimal.valueOf(step)
            .multiply(BigDecimal.valueOf((long) (share * count)))
            .add(BigDecimal.valueOf(min));
    return value.doubleValue();
  }

  private static double round(double value) {
    return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
  }

  private JsonNode number(double value) {
    return isInteger
        ? JsonNodeFactory.instance.numberNode((long) value)
        : JsonNodeFactory.instance.numberNode(value);
  }
}
