package dev.rondo.references;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How far from TRL's the numbers of a case may be.
 *
 * @param common those of its precision
 * @param own those of the case alone
 */
record Bounds(JsonNode common, JsonNode own) {

  /** From {@code references/bounds.json}. */
  static Bounds of(JsonNode all, ReferenceCase recorded) {
    return new Bounds(
        all.path(recorded.bf16() ? "bf16" : "fp32"), all.path("cases").path(recorded.name()));
  }

  /**
   * What lies outside, in words; empty when nothing does. A measure without a bound is not held.
   */
  List<String> exceededBy(Deviation deviation) {
    List<String> exceeded = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      String name = measure.title();
      JsonNode bound = own.has(name) ? own.path(name) : common.path(name);
      double value = deviation.worst(measure).orElse(0);
      if (bound.isNumber() && !(value <= bound.asDouble())) {
        exceeded.add("%s %.1e > %.1e".formatted(name, value, bound.asDouble()));
      }
    }
    return List.copyOf(exceeded);
  }
}
