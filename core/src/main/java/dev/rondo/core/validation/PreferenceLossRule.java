package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What DPOConfig's loss fields demand of each other, as TRL checks it. */
final class PreferenceLossRule {
  /** Losses of the margin: they stay sound with any f-divergence. */
  private static final Set<String> WITH_DIVERGENCE =
      Set.of("sigmoid", "sigmoid_norm", "hinge", "ipo", "exo_pair", "robust", "discopop", "sft");

  private final JsonNode args;
  private final BiConsumer<String, String> problems;

  /**
   * Looks at these.
   *
   * @param args trainingArgs
   * @param problems takes a field of trainingArgs and a message
   */
  PreferenceLossRule(JsonNode args, BiConsumer<String, String> problems) {
    this.args = args;
    this.problems = problems;
  }

  void check() {
    Set<String> types = types();
    int losses = args.path("loss_type").isArray() ? args.path("loss_type").size() : 1;
    JsonNode weights = args.path("loss_weights");
    if (weights.isArray() && weights.size() != losses) {
      problems.accept(
          "loss_weights",
          "has %d weights, must have one for each of the %d losses of loss_type"
              .formatted(weights.size(), losses));
    }
    double smoothing = args.path("label_smoothing").asDouble(0);
    if (types.contains("exo_pair") && (smoothing <= 0 || smoothing >= 1)) {
      problems.accept(
          "label_smoothing",
          "is %s, must be greater than 0 and less than 1 with loss_type exo_pair, e.g. 1e-3"
              .formatted(smoothing));
    }
    if (types.contains("robust") && smoothing >= 0.5) {
      problems.accept(
          "label_smoothing",
          "is %s, must be less than 0.5 with loss_type robust".formatted(smoothing));
    }
    boolean sorts = types.contains("aot") || types.contains("aot_unpaired");
    if (sorts && args.path("use_weighting").asBoolean()) {
      problems.accept(
          "use_weighting",
          "is of pairs, but loss_type aot and aot_unpaired compare values of different pairs");
    }
    String divergence = args.path("f_divergence_type").asText("reverse_kl");
    Set<String> unsound = new TreeSet<>(types);
    unsound.removeAll(WITH_DIVERGENCE);
    if (!divergence.equals("reverse_kl") && !unsound.isEmpty()) {
      problems.accept(
          "f_divergence_type",
          "is %s, must be reverse_kl with loss_type %s"
              .formatted(divergence, String.join(", ", unsound)));
    }
  }

  private Set<String> types() {
    Set<String> types = new TreeSet<>();
    JsonNode stated = args.path("loss_type");
    if (stated.isArray()) {
      stated.forEach(type -> types.add(type.asText()));
    } else {
      types.add(stated.asText("sigmoid"));
    }
    return types;
  }
}
