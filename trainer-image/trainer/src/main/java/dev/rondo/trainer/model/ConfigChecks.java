package dev.rondo.trainer.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.trainer.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What in a model's {@code config.json} would change the numbers, and is not computed here. */
final class ConfigChecks {
  private static final String FIELD = "model.uri";

  /** Sizes without which there is no model. */
  private static final List<String> SIZES =
      List.of(
          "hidden_size",
          "intermediate_size",
          "num_hidden_layers",
          "num_attention_heads",
          "vocab_size");

  /** Keys of scaled, capped and routed variants, with the value that changes nothing. */
  private static final Map<String, Double> NEUTRAL =
      Map.ofEntries(
          Map.entry("attention_dropout", 0.0),
          Map.entry("attn_logit_softcapping", 0.0),
          Map.entry("final_logit_softcapping", 0.0),
          Map.entry("clip_qkv", 0.0),
          Map.entry("embedding_multiplier", 1.0),
          Map.entry("residual_multiplier", 1.0),
          Map.entry("logits_scaling", 1.0),
          Map.entry("logit_scale", 1.0),
          Map.entry("partial_rotary_factor", 1.0),
          Map.entry("num_experts", 0.0),
          Map.entry("num_local_experts", 0.0));

  /** Keys that mean another model as soon as they have a value. */
  private static final List<String> FOREIGN =
      List.of("quantization_config", "auto_map", "attention_multiplier", "query_pre_attn_scalar");

  private ConfigChecks() {}

  static List<Problem> problems(JsonNode config, JsonNode rope) {
    List<Problem> problems = new ArrayList<>();
    for (String key : SIZES) {
      if (config.path(key).asInt(0) <= 0) {
        problems.add(new Problem(FIELD, "config.json must give a positive " + key));
      }
    }
    NEUTRAL.keySet().stream().sorted().forEach(key -> neutral(config, key, problems));
    neutral(rope, "partial_rotary_factor", problems);
    for (String key : FOREIGN) {
      if (config.hasNonNull(key)) {
        problems.add(new Problem(FIELD, "config.json has " + key + ", which is not supported"));
      }
    }
    for (JsonNode type : config.path("layer_types")) {
      if (!type.asText().equals("full_attention")) {
        problems.add(
            new Problem(
                FIELD,
                "layer_types has '" + type.asText() + "'; only full_attention is supported"));
        break;
      }
    }
    return problems;
  }

  private static void neutral(JsonNode object, String key, List<Problem> problems) {
    double neutral = NEUTRAL.get(key);
    if (object.hasNonNull(key) && object.path(key).asDouble() != neutral) {
      problems.add(
          new Problem(
              FIELD, "%s %s is not supported; %s is".formatted(key, object.path(key), neutral)));
    }
  }
}
