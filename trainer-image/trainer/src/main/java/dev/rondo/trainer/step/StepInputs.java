package dev.rondo.trainer.step;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.model.ModelConfig;
import dev.rondo.trainer.model.ModelWeights;
import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.ComputeDevice;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TensorTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A pack as the arguments of the step's methods. Close it when no graph refers to it any more. */
final class StepInputs implements AutoCloseable {
  private static final int FINAL_NORM = 1;

  private final ModelWeights weights;
  private final RotaryTables rotary;
  private final Tensor absent = Tensor.ofFloats(new float[0], 0L);
  private final List<TorchTrainable> trainables;
  private final FlatBatch batch;
  private final DropoutMasks masks;
  private final List<Tensor> indices;
  private Optional<Tensor> norm = Optional.empty();

  /**
   * @throws IllegalArgumentException if the members compute differently, or one that trains the
   *     base's own weights is not alone
   */
  StepInputs(ModelWeights weights, RotaryTables rotary, List<PackMember> pack, boolean training) {
    this.weights = weights;
    this.rotary = rotary;
    this.trainables = pack.stream().map(member -> (TorchTrainable) member.trainable()).toList();
    if (trainables.stream().map(TorchTrainable::settings).distinct().count() > 1) {
      throw new IllegalArgumentException("members of a pack must have the same step settings");
    }
    if (trainables.size() > 1 && trainables.stream().anyMatch(TorchTrainable::isFull)) {
      throw new IllegalArgumentException("full fine-tuning cannot share a pack");
    }
    this.batch = FlatBatch.of(pack);
    this.masks =
        training
            ? DropoutMasks.of(pack, weights.config())
            : DropoutMasks.none(pack, weights.config());
    this.indices =
        Stream.of(batch.ids(), batch.positions(), batch.selected(), batch.targets())
            .map(values -> weights.device().place(Tensor.ofIndices(values)))
            .toList();
  }

  List<TorchTrainable> trainables() {
    return trainables;
  }

  List<Integer> targetCounts() {
    return batch.targetCounts();
  }

  ComputeDevice device() {
    return weights.device();
  }

  FlatBatch batch() {
    return batch;
  }

  StepSettings settings() {
    return trainables.getFirst().settings();
  }

  /** The arguments that every method of the step takes, in order. */
  List<Argument> arguments() {
    ModelConfig config = weights.config();
    boolean asStored = trainables.stream().anyMatch(TorchTrainable::readsWeights);
    List<Argument> arguments = new ArrayList<>();
    indices.forEach(index -> arguments.add(new Argument.One(index)));
    arguments.add(
        new Argument.Many(
            tempered(trained(weights.forProducts(asStored ? weights.storage() : products())))));
    arguments.add(new Argument.Many(adapters(".lora_A.weight")));
    arguments.add(new Argument.Many(adapters(".lora_B.weight")));
    arguments.add(new Argument.Many(adapters(".lora_magnitude_vector")));
    arguments.add(new Argument.One(rotary.cos()));
    arguments.add(new Argument.One(rotary.sin()));
    arguments.add(new Argument.Ints(shape()));
    arguments.add(new Argument.Ints(batch.lengths()));
    arguments.add(new Argument.Ints(batch.segments()));
    arguments.add(
        new Argument.Reals(trainables.stream().mapToDouble(TorchTrainable::scaling).toArray()));
    arguments.add(new Argument.Reals(masks.probabilities()));
    arguments.add(new Argument.Ints(masks.keys()));
    arguments.add(new Argument.Real(config.normEpsilon()));
    return arguments;
  }

  /** The same model for decoding; of a pack of one. */
  DecodingArguments decoding() {
    ModelConfig config = weights.config();
    return new DecodingArguments(
        trained(weights.forProducts(products())),
        trained(weights.forProducts(weights.storage())),
        adapters(".lora_A.weight"),
        adapters(".lora_B.weight"),
        adapters(".lora_magnitude_vector"),
        rotary.cos(),
        rotary.sin(),
        shape(),
        trainables.getFirst().scaling(),
        config.normEpsilon(),
        config.headDim(),
        config.vocabSize(),
        config.maxPositions(),
        weights.device(),
        Stream.concat(indices.stream(), Stream.of(absent)).toList());
  }

  /** Format of products with the base. */
  Precision products() {
    Precision compute = settings().compute();
    return compute == Precision.FLOAT32 ? weights.storage() : compute;
  }

  private long[] shape() {
    ModelConfig config = weights.config();
    return new long[] {
      config.heads(),
      config.keyValueHeads(),
      config.layers(),
      TensorTypes.code(weights.storage()),
      TensorTypes.code(products()),
      TensorTypes.code(settings().compute())
    };
  }

  /** With logits divided by the temperature, by way of the final norm's weight. */
  private List<Tensor> tempered(List<Tensor> tensors) {
    if (settings().temperature() == 1) {
      return tensors;
    }
    if (norm.isEmpty()) {
      TorchTrainable first = trainables.getFirst();
      norm =
          Optional.of(
              first.isFull()
                  ? first.divided(tensors.get(FINAL_NORM), settings().temperature())
                  : temperedBase());
    }
    List<Tensor> changed = new ArrayList<>(tensors);
    changed.set(FINAL_NORM, norm.get());
    return changed;
  }

  /** The base's, which nobody trains beside an adapter. */
  private Tensor temperedBase() {
    float[] values = weights.floats(FINAL_NORM);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] / settings().temperature());
    }
    return weights.device().place(Tensor.ofFloats(values, (long) values.length));
  }

  /** The base's weights, or a fully fine-tuned run's own. */
  private List<Tensor> trained(List<Tensor> base) {
    TorchTrainable first = trainables.getFirst();
    List<Tensor> tensors = new ArrayList<>(base);
    if (first.isFull()) {
      for (int i = 0; i < tensors.size(); i++) {
        Tensor own = base.get(i);
        tensors.set(i, weights.names().get(i).flatMap(first::leaf).orElse(own));
      }
    }
    return tensors;
  }

  /** Where gradients of LoRA A, then of B, are added up, by (member, layer, projection). */
  List<Argument> gradients() {
    return List.of(
        new Argument.Many(adapters(".lora_A.weight", TorchTrainable::gradient)),
        new Argument.Many(adapters(".lora_B.weight", TorchTrainable::gradient)));
  }

  private List<Tensor> adapters(String suffix) {
    return adapters(suffix, TorchTrainable::leaf);
  }

  private List<Tensor> adapters(
      String suffix, BiFunction<TorchTrainable, String, Optional<Tensor>> part) {
    int modules = weights.config().layers() * ModelConfig.PROJECTIONS.size();
    List<Tensor> tensors = new ArrayList<>();
    for (TorchTrainable trainable : trainables) {
      for (int i = 0; i < modules; i++) {
        String name = TrainableLayout.PEFT_PREFIX + LoraModules.path(i) + suffix;
        tensors.add(part.apply(trainable, name).orElse(absent));
      }
    }
    return tensors;
  }

  @Override
  public void close() {
    indices.forEach(Tensor::close);
    absent.close();
    norm.ifPresent(Tensor::close);
  }
}
