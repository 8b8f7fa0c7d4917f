package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.CallArguments;
import dev.rondo.jinja.value.PyNumber;
import dev.rondo.jinja.value.Repr;
import dev.rondo.jinja.value.Undefined;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Filters that give numbers. */
final class NumberFilters {
  static final Map<String, Filter> ALL =
      Map.of(
          "int", NumberFilters::toInt,
          "float", NumberFilters::toFloat,
          "abs", (value, _) -> absolute(PyNumber.of(value)),
          "round", NumberFilters::round);

  private NumberFilters() {}

  private static Object toInt(Object value, CallArguments arguments) {
    return switch (value) {
      case Undefined undefined -> throw undefined.failure();
      case Boolean _, Long _, Double _ -> PyNumber.toLong(value);
      case String text -> {
        Object otherwise = arguments.get(0, "default", 0L);
        int base = Math.toIntExact(arguments.integer(1, "base", 10));
        String digits = text.strip().replace("_", "");
        try {
          yield Long.valueOf(
              base == 16 && digits.startsWith("0x") ? digits.substring(2) : digits, base);
        } catch (NumberFormatException noInt) {
          yield fromFloat(digits, otherwise);
        }
      }
      case null, default -> arguments.get(0, "default", 0L);
    };
  }

  private static Object fromFloat(String digits, Object otherwise) {
    try {
      return (long) Double.parseDouble(digits);
    } catch (NumberFormatException noNumber) {
      return otherwise;
    }
  }

  private static Object toFloat(Object value, CallArguments arguments) {
    if (PyNumber.is(value)) {
      return PyNumber.toDouble(value);
    }
    try {
      return Double.valueOf(Repr.str(value).strip());
    } catch (NumberFormatException noNumber) {
      return arguments.get(0, "default", 0.0);
    }
  }

  private static Object absolute(Number value) {
    return value instanceof Long whole
        ? (Object) Math.absExact(whole)
        : (Object) Math.abs(value.doubleValue());
  }

  private static Object round(Object value, CallArguments arguments) {
    int digits = Math.toIntExact(arguments.integer(0, "precision", 0));
    String method = Repr.str(arguments.get(1, "method", "common"));
    if (method.equals("common")) {
      if (value instanceof Long && digits >= 0) {
        return value;
      }
      return new BigDecimal(PyNumber.toDouble(value))
          .setScale(digits, RoundingMode.HALF_EVEN)
          .doubleValue();
    }
    double factor = Math.pow(10, digits);
    double scaled = PyNumber.toDouble(value) * factor;
    return (method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled)) / factor;
  }
}
