package dev.rondo.trainer.step;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.model.ModelConfig;
import dev.rondo.trainer.model.ModelWeights;
import java.util.ArrayList;
import java.util.List;

/** Which tensors a tuning trains, and where they lie. */
final class TrainableLayout {
  /** What PEFT puts before a module's path in Transformers' model. */
  static final String PEFT_PREFIX = "base_model.model.";

  private TrainableLayout() {}

  static ParameterLayout of(ModelWeights weights, Tuning tuning) throws RefusedException {
    return switch (tuning) {
      case Tuning.Full() -> full(weights);
      case Tuning.Lora lora -> lora(weights, lora);
    };
  }

  private static ParameterLayout lora(ModelWeights weights, Tuning.Lora lora)
      throws RefusedException {
    LayoutBuilder builder = new LayoutBuilder();
    for (int index : LoraModules.resolve(lora, weights.config())) {
      List<Long> shape = weights.shape(projectionWeight(index));
      String module = PEFT_PREFIX + LoraModules.path(index);
      builder.addDecayed(module + ".lora_A.weight", List.of((long) lora.r(), shape.get(1)));
      builder.addDecayed(module + ".lora_B.weight", List.of(shape.get(0), (long) lora.r()));
      if (lora.useDora()) {
        builder.addDecayed(module + ".lora_magnitude_vector", List.of(shape.get(0)));
      }
    }
    return builder.build();
  }

  private static int projectionWeight(int index) {
    int perLayer = ModelConfig.PROJECTIONS.size();
    return ModelWeights.projection(index / perLayer, index % perLayer);
  }

  /** Transformers' {@code get_decay_parameter_names}: no decay of biases and norms. */
  private static ParameterLayout full(ModelWeights weights) throws RefusedException {
    if (weights.storage() != Precision.FLOAT32) {
      throw new RefusedException(
          "model.dtype",
          "is %s, but full fine-tuning trains float32 weights: set it float32, and bf16: true for"
                  .formatted(weights.storage().fieldValue())
              + " the speed of bfloat16");
    }
    LayoutBuilder builder = new LayoutBuilder();
    List<String> decayed = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    weights.distinctNames().forEach(n -> (isDecayed(n) ? decayed : plain).add(n));
    decayed.forEach(name -> builder.addDecayed(name, weights.shape(weights.index(name))));
    plain.forEach(name -> builder.addPlain(name, weights.shape(weights.index(name))));
    return builder.build();
  }

  private static boolean isDecayed(String name) {
    return !name.endsWith(".bias") && !name.contains("norm");
  }
}
