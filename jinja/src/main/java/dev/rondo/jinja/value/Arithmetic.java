package dev.rondo.jinja.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Python's binary operators. Whole numbers are 64 bits wide. */
public final class Arithmetic {
  private Arithmetic() {}

  /**
   * Computes {@code left operator right}.
   *
   * @param operator one of {@code + - * / // % **}
   */
  public static Object of(String operator, Object left, Object right) {
    if (left instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (right instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (operator.equals("+") && (left instanceof String || left instanceof List)) {
      return concatenated(left, right);
    }
    if (operator.equals("*") && isSequence(left) != isSequence(right)) {
      return isSequence(left) ? repeated(left, right) : repeated(right, left);
    }
    if (operator.equals("%") && left instanceof String format) {
      return PercentFormat.of(format, right);
    }
    if (!PyNumber.is(left) || !PyNumber.is(right)) {
      throw JinjaException.type(
          "unsupported operand type(s) for %s: '%s' and '%s'"
              .formatted(operator, TypeName.of(left), TypeName.of(right)));
    }
    Number a = PyNumber.of(left);
    Number b = PyNumber.of(right);
    return a instanceof Long x && b instanceof Long y
        ? ofInts(operator, x, y)
        : ofFloats(operator, a.doubleValue(), b.doubleValue());
  }

  private static boolean isSequence(Object value) {
    return value instanceof String || value instanceof List;
  }

  private static Object concatenated(Object left, Object right) {
    if (left instanceof String a && right instanceof String b) {
      return a + b;
    }
    if (left instanceof List<?> a
        && right instanceof List<?> b
        && (left instanceof PyTuple) == (right instanceof PyTuple)) {
      List<Object> both = new ArrayList<>(a);
      both.addAll(b);
      return left instanceof PyTuple ? new PyTuple(both) : both;
    }
    String type = TypeName.of(left);
    throw JinjaException.type(
        "can only concatenate %s (not \"%s\") to %s".formatted(type, TypeName.of(right), type));
  }

  private static Object repeated(Object sequence, Object times) {
    if (!PyNumber.is(times) || times instanceof Double) {
      throw JinjaException.type(
          "can't multiply sequence by non-int of type '%s'".formatted(TypeName.of(times)));
    }
    int count = (int) Math.max(0, PyNumber.toLong(times));
    if (sequence instanceof String text) {
      return text.repeat(count);
    }
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.addAll((List<?>) sequence);
    }
    return sequence instanceof PyTuple ? new PyTuple(all) : all;
  }

  private static Object ofInts(String operator, long a, long b) {
    return switch (operator) {
      case "+" -> Math.addExact(a, b);
      case "-" -> Math.subtractExact(a, b);
      case "*" -> Math.multiplyExact(a, b);
      case "/" -> (double) a / nonZero(b);
      case "//" -> Math.floorDiv(a, nonZero(b));
      case "%" -> Math.floorMod(a, nonZero(b));
      default -> power(a, b);
    };
  }

  private static Object power(long a, long b) {
    return b >= 0
        ? (Object) BigInteger.valueOf(a).pow(Math.toIntExact(b)).longValueExact()
        : (Object) Math.pow((double) a, (double) b);
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw new JinjaException("ZeroDivisionError: division by zero");
    }
    return divisor;
  }

  private static Object ofFloats(String operator, double a, double b) {
    if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
      throw new JinjaException("ZeroDivisionError: float division by zero");
    }
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "//" -> Math.floor(a / b);
      case "%" -> a - b * Math.floor(a / b);
      default -> Math.pow(a, b);
    };
  }
}
