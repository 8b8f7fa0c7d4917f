package dev.rondo.trainer.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What of a model's {@code config.json} the forward pass needs, by Transformers' names.
 *
 * @param modelType the family
 * @param tied whether the head is the embedding
 * @param rope frequency scaling
 */
public record ModelConfig(
    String modelType,
    int hiddenSize,
    int intermediateSize,
    int layers,
    int heads,
    int keyValueHeads,
    int headDim,
    int vocabSize,
    int maxPositions,
    double normEpsilon,
    double ropeTheta,
    Rope rope,
    boolean tied) {
  private static final Set<String> FAMILIES = Set.of("llama", "mistral", "qwen2", "qwen3");
  private static final String FIELD = "model.uri";

  // What Transformers takes where config.json is silent.
  private static final int MISTRAL_WINDOW = 4096;
  private static final int QWEN3_HEAD_DIM = 128;

  /** Parts of each layer that LoRA can adapt, in the order of the forward pass. */
  public static final List<String> PROJECTIONS =
      List.of(
          "self_attn.q_proj",
          "self_attn.k_proj",
          "self_attn.v_proj",
          "self_attn.o_proj",
          "mlp.gate_proj",
          "mlp.up_proj",
          "mlp.down_proj");

  /**
   * Reads {@code config.json} of a model directory, with the key names of Transformers 5 or those
   * before.
   *
   * @throws RefusedException if the architecture, activation or rope type is not supported
   */
  public static ModelConfig read(Path directory) throws IOException, RefusedException {
    Path file = directory.resolve("config.json");
    if (!Files.isRegularFile(file)) {
      throw new RefusedException(
          FIELD, directory + " has no config.json; give a Hugging Face model directory");
    }
    try {
      return parse(new ObjectMapper().readTree(file.toFile()));
    } catch (JsonProcessingException malformed) {
      throw new RefusedException(FIELD, file + " is not JSON: " + malformed.getOriginalMessage());
    }
  }

  private static ModelConfig parse(JsonNode json) throws RefusedException {
    List<Problem> problems = new ArrayList<>();
    String type = json.path("model_type").asText();
    if (!FAMILIES.contains(type)) {
      problems.add(
          new Problem(
              FIELD,
              "model_type '%s' is not supported; supported are %s"
                  .formatted(type, FAMILIES.stream().sorted().toList())));
    }
    String activation = json.path("hidden_act").asText("silu");
    if (!activation.equals("silu")) {
      problems.add(new Problem(FIELD, "hidden_act '" + activation + "' is not supported; silu is"));
    }
    int positions = json.path("max_position_embeddings").asInt(defaultPositions(type));
    int window =
        json.has("sliding_window") || !type.equals("mistral")
            ? json.path("sliding_window").asInt(0)
            : MISTRAL_WINDOW;
    boolean slides = type.equals("mistral") || json.path("use_sliding_window").asBoolean(false);
    if (slides && window > 0 && window < positions) {
      problems.add(
          new Problem(FIELD, "sliding_window %d is not supported; set it null".formatted(window)));
    }
    JsonNode ropeJson =
        json.has("rope_parameters") ? json.path("rope_parameters") : json.path("rope_scaling");
    Rope rope = rope(ropeJson, positions, problems);
    problems.addAll(ConfigChecks.problems(json, ropeJson));
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    int hidden = json.path("hidden_size").asInt();
    int heads = json.path("num_attention_heads").asInt();
    return new ModelConfig(
        type,
        hidden,
        json.path("intermediate_size").asInt(),
        json.path("num_hidden_layers").asInt(),
        heads,
        json.path("num_key_value_heads").asInt(heads),
        json.path("head_dim").asInt(type.equals("qwen3") ? QWEN3_HEAD_DIM : hidden / heads),
        json.path("vocab_size").asInt(),
        positions,
        json.path("rms_norm_eps").asDouble(1e-6),
        ropeJson.path("rope_theta").asDouble(json.path("rope_theta").asDouble(10000)),
        rope,
        json.path("tie_word_embeddings").asBoolean(false));
  }

  private static int defaultPositions(String type) {
    return switch (type) {
      case "mistral" -> 131_072;
      case "qwen2", "qwen3" -> 32_768;
      default -> 2048;
    };
  }

  private static Rope rope(JsonNode json, int positions, List<Problem> problems) {
    String type = json.path("rope_type").asText(json.path("type").asText("default"));
    float factor = (float) json.path("factor").asDouble(1);
    return switch (type) {
      case "default" -> new Rope.Plain();
      case "linear" -> new Rope.Linear(factor);
      case "llama3" ->
          new Rope.Llama3(
              factor,
              (float) json.path("low_freq_factor").asDouble(1),
              (float) json.path("high_freq_factor").asDouble(4),
              (float) json.path("original_max_position_embeddings").asDouble(positions));
      default -> {
        problems.add(
            new Problem(
                FIELD,
                "rope_type '%s' is not supported; default, linear and llama3 are".formatted(type)));
        yield new Rope.Plain();
      }
    };
  }
}
