package dev.rondo.core.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.RandomParameter;
import dev.rondo.api.v1alpha1.RandomSearch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Seeded samples without duplicates. More samples of the same search begin with the same ones, so
 * that raising {@code samples} only adds. The generator is {@link Random}, whose algorithm its
 * specification fixes.
 */
final class RandomPoints {
  private static final int ATTEMPTS_PER_SAMPLE = 1000;

  private RandomPoints() {}

  /**
   * Draws points.
   *
   * @param seed of the experiment
   * @param leaf the leaf's name: each leaf has a stream of its own, whatever stands beside it
   * @param isInteger whether a field takes whole numbers only
   * @return fewer than asked for when the space has no more
   */
  static List<Map<String, JsonNode>> of(
      RandomSearch search, long seed, String leaf, Predicate<String> isInteger) {
    Random random = new Random(mixed(seed ^ ((long) leaf.hashCode() << Integer.SIZE)));
    List<Map<String, JsonNode>> points = new ArrayList<>();
    Set<String> drawn = new HashSet<>();
    int attempts = ATTEMPTS_PER_SAMPLE * search.samples();
    while (points.size() < search.samples() && attempts-- > 0) {
      Map<String, JsonNode> point = new LinkedHashMap<>();
      for (RandomParameter parameter : search.parameters()) {
        point.put(parameter.path(), draw(parameter, random, isInteger.test(parameter.path())));
      }
      ObjectNode identity = JsonNodeFactory.instance.objectNode();
      identity.setAll(point);
      if (drawn.add(CanonicalJson.of(identity))) {
        points.add(point);
      }
    }
    return points;
  }

  /** Neighbouring seeds would begin with neighbouring draws: the finalizer of SplitMix64. */
  private static long mixed(long seed) {
    long z = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static JsonNode draw(RandomParameter parameter, Random random, boolean isInteger) {
    List<JsonNode> values = parameter.values();
    return values == null
        ? new SampledRange(parameter, isInteger).at(random.nextDouble())
        : values.get(random.nextInt(values.size()));
  }
}
