package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What fields of an experiment demand of each other. Values of wrong types are not its matter. */
record ExperimentRules(YamlDocument document, Problems problems) {
  static final int MAX_CONFIGS = 64;

  void check() {
    JsonNode spec = document.tree().path("spec");
    names(Items.of(spec.path("configs")));
    size(spec);
    storage(spec);
    String metric = spec.path("objective").path("metric").asText();
    boolean evaluates =
        spec.path("dataset").has("eval")
            || spec.path("base").path("dataset").has("eval")
            || spec.path("configs").findValue("eval") != null;
    if (metric.startsWith("eval_") && !evaluates) {
      problems.add(
          document, "spec.objective.metric", "is " + metric + ", but there is no dataset.eval");
    }
  }

  private void names(List<JsonNode> configs) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < configs.size(); i++) {
      String name = configs.get(i).path("name").asText();
      Integer earlier = name.isEmpty() ? null : first.putIfAbsent(name, i);
      if (earlier != null) {
        problems.add(
            document,
            "spec.configs[" + i + "].name",
            "is %s, as spec.configs[%d].name is; names must differ".formatted(name, earlier));
      }
    }
  }

  private void size(JsonNode spec) {
    long leaves = Math.max(1, Items.of(spec.path("configs")).size());
    long samples = spec.path("search").path("random").path("samples").asLong(1);
    long points = Math.clamp(samples, 1, MAX_CONFIGS);
    for (JsonNode parameter : Items.of(spec.path("search").path("grid"))) {
      points = Math.min(points, Integer.MAX_VALUE) * Math.max(1, parameter.path("values").size());
    }
    long most = spec.path("maxRuns").asLong(MAX_CONFIGS);
    if (leaves * points > most) {
      problems.add(
          document,
          spec.has("search") ? "spec.search" : "spec.configs",
          "gives %d runs (%d configs, %d points each), must be at most %d (spec.maxRuns)"
              .formatted(leaves * points, leaves, points, most));
    }
  }

  private void storage(JsonNode spec) {
    JsonNode storage = spec.path("storage");
    if (storage.has("size") && storage.has("claimName")) {
      problems.add(document, "spec.storage", "has both of size and claimName, must have one");
    }
    boolean shared = storage.path("accessModes").toString().contains("ReadWriteMany");
    if (spec.path("worker").path("replicas").asInt(1) > 1
        && storage.has("accessModes")
        && !shared) {
      problems.add(
          document,
          "spec.storage.accessModes",
          "must have ReadWriteMany with several worker.replicas");
    }
  }
}
