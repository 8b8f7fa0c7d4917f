package dev.rondo.trainer.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A weight that a model of this config.json has, in the order the forward pass takes them.
 *
 * @param name Transformers' key
 * @param shape rows and columns, as in Transformers
 * @param required whether every such model has it
 */
record WeightSlot(String name, List<Long> shape, boolean required) {
  /** Embedding, final norm and head, then {@link ModelWeights#PER_LAYER} a layer. */
  static List<WeightSlot> of(ModelConfig config) {
    long hidden = config.hiddenSize();
    List<Long> tokens = List.of((long) config.vocabSize(), hidden);
    List<WeightSlot> slots = new ArrayList<>();
    slots.add(new WeightSlot("model.embed_tokens.weight", tokens, true));
    slots.add(new WeightSlot("model.norm.weight", List.of(hidden), true));
    String head = config.tied() ? "model.embed_tokens.weight" : "lm_head.weight";
    slots.add(new WeightSlot(head, tokens, true));
    for (int layer = 0; layer < config.layers(); layer++) {
      addLayer("model.layers." + layer + ".", config, slots);
    }
    return List.copyOf(slots);
  }

  private static void addLayer(String prefix, ModelConfig config, List<WeightSlot> slots) {
    List<Long> hidden = List.of((long) config.hiddenSize());
    List<Long> head = List.of((long) config.headDim());
    boolean headNorms = config.modelType().equals("qwen3");
    slots.add(new WeightSlot(prefix + "input_layernorm.weight", hidden, true));
    slots.add(new WeightSlot(prefix + "post_attention_layernorm.weight", hidden, true));
    slots.add(new WeightSlot(prefix + "self_attn.q_norm.weight", head, headNorms));
    slots.add(new WeightSlot(prefix + "self_attn.k_norm.weight", head, headNorms));
    for (String projection : ModelConfig.PROJECTIONS) {
      List<Long> shape = shape(projection, config);
      slots.add(new WeightSlot(prefix + projection + ".weight", shape, true));
      slots.add(new WeightSlot(prefix + projection + ".bias", shape.subList(0, 1), false));
    }
  }

  /** Rows are what a projection gives, columns what it takes. */
  private static List<Long> shape(String projection, ModelConfig config) {
    long hidden = config.hiddenSize();
    long queries = (long) config.heads() * config.headDim();
    long keys = (long) config.keyValueHeads() * config.headDim();
    long inner = config.intermediateSize();
    return switch (projection) {
      case "self_attn.q_proj" -> List.of(queries, hidden);
      case "self_attn.k_proj", "self_attn.v_proj" -> List.of(keys, hidden);
      case "self_attn.o_proj" -> List.of(hidden, queries);
      case "mlp.gate_proj", "mlp.up_proj" -> List.of(inner, hidden);
      case "mlp.down_proj" -> List.of(hidden, inner);
      default -> throw new IllegalArgumentException(projection);
    };
  }
}
