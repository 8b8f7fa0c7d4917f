package dev.rondo.core.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * One text for one value: names sorted, no spaces, numbers by value ({@code 1e-3}, {@code 0.001}
 * and {@code 0.0010} are the same, and so are {@code 16} and {@code 16.0}).
 */
public final class CanonicalJson {
  private static final int LONGEST_PLAIN = 20;

  private CanonicalJson() {}

  /** The text. */
  public static String of(JsonNode node) {
    if (node.isObject()) {
      StringJoiner fields = new StringJoiner(",", "{", "}");
      TreeSet<String> names = new TreeSet<>();
      node.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> fields.add(TextNode.valueOf(name) + ":" + of(node.get(name))));
      return fields.toString();
    }
    if (node.isArray()) {
      StringJoiner items = new StringJoiner(",", "[", "]");
      node.forEach(item -> items.add(of(item)));
      return items.toString();
    }
    return node.isNumber() ? number(node) : node.toString();
  }

  /** {@code sha256:} and the hex digest of the text. */
  public static String digest(JsonNode node) {
    try {
      byte[] utf8 = of(node).getBytes(StandardCharsets.UTF_8);
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  private static String number(JsonNode node) {
    if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
      return "\"" + node.doubleValue() + "\"";
    }
    BigDecimal value =
        node.isDouble() || node.isFloat()
            ? new BigDecimal(Double.toString(node.doubleValue()))
            : node.decimalValue();
    BigDecimal plain = value.stripTrailingZeros();
    boolean isShort = plain.scale() <= 0 && plain.precision() - plain.scale() <= LONGEST_PLAIN;
    return value.signum() == 0 ? "0" : isShort ? plain.toPlainString() : plain.toString();
  }
}
