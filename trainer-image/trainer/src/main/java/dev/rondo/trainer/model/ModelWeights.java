package dev.rondo.trainer.model;

import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A base model's weights in the order the forward pass takes them.
 *
 * @param config the model's shape
 * @param names Transformers' key of each weight; empty where the model has none
 * @param tensors the weights, float32; an empty tensor where the model has none
 */
public record ModelWeights(ModelConfig config, List<Optional<String>> names, List<Tensor> tensors)
    implements AutoCloseable {
  /** Weights before the first layer: embedding, final norm, head. */
  public static final int BEFORE_LAYERS = 3;

  /** Weights of one layer: four norms, then weight and bias of each projection. */
  public static final int PER_LAYER = 4 + 2 * ModelConfig.PROJECTIONS.size();

  /** A weight's shape, as the file has it. */
  public List<Long> shape(int index) {
    return tensors.get(index).shape();
  }

  /** Index of the first weight of this name. */
  public int index(String name) {
    return names.indexOf(Optional.of(name));
  }

  /** The weights there are, a tied head once. */
  public List<String> distinctNames() {
    return names.stream().flatMap(Optional::stream).distinct().toList();
  }

  /** Index of a projection's weight; its bias is the next. */
  public static int projection(int layer, int projection) {
    return BEFORE_LAYERS + PER_LAYER * layer + 4 + 2 * projection;
  }

  /**
   * Maps a model directory's weights.
   *
   * @throws RefusedException naming every weight that is missing
   */
  public static ModelWeights load(Path directory) throws IOException, RefusedException {
    ModelConfig config = ModelConfig.read(directory);
    SafeTensors file = SafeTensors.ofModel(directory);
    List<Optional<String>> names = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Slot slot : slots(config)) {
      boolean present = file.has(slot.name());
      if (!present && slot.required()) {
        problems.add(new Problem("model.uri", directory + " lacks the tensor " + slot.name()));
      }
      names.add(present ? Optional.of(slot.name()) : Optional.empty());
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    List<Tensor> tensors = names.stream().map(name -> tensor(file, name)).toList();
    return new ModelWeights(config, List.copyOf(names), tensors);
  }

  private record Slot(String name, boolean required) {}

  private static List<Slot> slots(ModelConfig config) {
    List<Slot> slots = new ArrayList<>();
    slots.add(new Slot("model.embed_tokens.weight", true));
    slots.add(new Slot("model.norm.weight", true));
    slots.add(new Slot(config.tied() ? "model.embed_tokens.weight" : "lm_head.weight", true));
    boolean headNorms = config.modelType().equals("qwen3");
    for (int layer = 0; layer < config.layers(); layer++) {
      String prefix = "model.layers." + layer + ".";
      slots.add(new Slot(prefix + "input_layernorm.weight", true));
      slots.add(new Slot(prefix + "post_attention_layernorm.weight", true));
      slots.add(new Slot(prefix + "self_attn.q_norm.weight", headNorms));
      slots.add(new Slot(prefix + "self_attn.k_norm.weight", headNorms));
      for (String projection : ModelConfig.PROJECTIONS) {
        slots.add(new Slot(prefix + projection + ".weight", true));
        slots.add(new Slot(prefix + projection + ".bias", false));
      }
    }
    return slots;
  }

  private static Tensor tensor(SafeTensors file, Optional<String> name) {
    return name.map(n -> Tensor.overFloats(file.floats(n), file.shape(n)))
        .orElseGet(() -> Tensor.ofFloats(new float[0], 0L));
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
