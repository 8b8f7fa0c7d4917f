package dev.rondo.examples.text;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a conversation is about: a value for each placeholder that phrases may name, as in {@code
 * "When does my {product} arrive?"}.
 */
public record Facts(Map<String, String> values) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
  private static final Map<String, List<String>> CATALOG =
      JsonResource.read(Facts.class, "catalog.json", new TypeReference<>() {});

  /** Draws a customer, a product, an order and the rest. */
  public static Facts draw(Draw draw) {
    Map<String, String> values = new LinkedHashMap<>();
    CATALOG.forEach((kind, all) -> values.put(kind, draw.one(all)));
    values.put("order", Integer.toString(draw.between(10000, 99999)));
    values.put("amount", Integer.toString(draw.between(10, 299)));
    values.put("days", Integer.toString(draw.between(2, 30)));
    return new Facts(values);
  }

  /** The same facts but for one. */
  public Facts with(String kind, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(kind, value);
    return new Facts(changed);
  }

  /** The value of one placeholder. */
  public String get(String kind) {
    return values.get(kind);
  }

  /** Replaces the placeholders of a phrase. */
  public String fill(String phrase) {
    return PLACEHOLDER
        .matcher(phrase)
        .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
  }

  /** The placeholders that a phrase names. */
  public static Set<String> named(String phrase) {
    Set<String> names = new TreeSet<>();
    PLACEHOLDER.matcher(phrase).results().forEach(found -> names.add(found.group(1)));
    return names;
  }
}
