package dev.rondo.trainer.step;

import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.model.ModelConfig;
import dev.rondo.trainer.model.ModelWeights;
import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TorchModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A base model in libtorch's memory, float32, differentiated by autograd. */
public final class TorchBaseModel implements BaseModel {
  private static final String PEFT_PREFIX = "base_model.model.";

  private final TorchModule module;
  private final ModelWeights weights;
  private final Tensor cos;
  private final Tensor sin;
  private final Tensor absent = Tensor.ofFloats(new float[0], 0L);
  private final int threads;

  private TorchBaseModel(TorchModule module, ModelWeights weights, int threads) {
    this.module = module;
    this.weights = weights;
    this.threads = threads;
    ModelConfig config = weights.config();
    float[][] tables =
        config.rope().tables(config.maxPositions(), config.headDim(), config.ropeTheta());
    this.cos = Tensor.ofFloats(tables[0], (long) config.maxPositions(), (long) config.headDim());
    this.sin = Tensor.ofFloats(tables[1], (long) config.maxPositions(), (long) config.headDim());
  }

  /**
   * Maps a Hugging Face model directory.
   *
   * @param threads of one operation
   * @throws RefusedException if the model is not supported or not whole
   */
  public static TorchBaseModel load(Path directory, int threads)
      throws IOException, RefusedException {
    TorchModule.prepareThread(threads);
    try (InputStream source =
        Objects.requireNonNull(TorchBaseModel.class.getResourceAsStream("causal_lm.py"))) {
      String methods = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      ModelWeights weights = ModelWeights.load(directory);
      return new TorchBaseModel(TorchModule.compile(methods), weights, threads);
    }
  }

  @Override
  public ParameterLayout layout(Tuning tuning) throws RefusedException {
    return switch (tuning) {
      case Tuning.Full() -> fullLayout();
      case Tuning.Lora lora -> loraLayout(lora);
    };
  }

  private ParameterLayout loraLayout(Tuning.Lora lora) throws RefusedException {
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

  /** Transformers' {@code get_decay_parameter_names}: no decay of biases and norms. */
  private ParameterLayout fullLayout() {
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

  @Override
  public Trainable create(Tuning tuning, long seed) throws RefusedException {
    ParameterLayout layout = layout(tuning);
    TorchTrainable trainable = new TorchTrainable(module, layout, scaling(tuning), dropout(tuning));
    TrainableInit init = new TrainableInit(weights, trainable);
    switch (tuning) {
      case Tuning.Full() -> init.fromBase();
      case Tuning.Lora lora when lora.initFrom().isPresent() ->
          init.fromAdapter(lora.initFrom().get());
      case Tuning.Lora _ -> init.asPeft(seed);
    }
    return trainable;
  }

  private static double scaling(Tuning tuning) {
    return switch (tuning) {
      case Tuning.Full() -> 1;
      case Tuning.Lora lora when lora.useRslora() -> lora.loraAlpha() / Math.sqrt(lora.r());
      case Tuning.Lora lora -> lora.loraAlpha() / lora.r();
    };
  }

  private static double dropout(Tuning tuning) {
    return switch (tuning) {
      case Tuning.Full() -> 0;
      case Tuning.Lora lora -> lora.loraDropout();
    };
  }

  @Override
  public ForwardPass forward(List<PackMember> pack) {
    FlatBatch batch = FlatBatch.of(pack);
    List<Tensor> inputs = inputs(batch);
    List<TorchTrainable> trainables = trainables(pack);
    DropoutMasks masks = DropoutMasks.of(pack, weights.config());
    List<Tensor> results = module.call("forward", arguments(batch, inputs, trainables, masks));
    return new TorchForwardPass(module, trainables, results, inputs, batch.targetCounts());
  }

  @Override
  public List<TokenOutputs> evaluate(List<PackMember> pack) {
    FlatBatch batch = FlatBatch.of(pack);
    List<Tensor> inputs = inputs(batch);
    DropoutMasks masks = DropoutMasks.none(pack, weights.config());
    List<Tensor> results =
        module.call("evaluate", arguments(batch, inputs, trainables(pack), masks));
    try {
      return TorchForwardPass.split(results, batch.targetCounts());
    } finally {
      results.forEach(Tensor::close);
      inputs.forEach(Tensor::close);
    }
  }

  private static List<TorchTrainable> trainables(List<PackMember> pack) {
    return pack.stream().map(member -> (TorchTrainable) member.trainable()).toList();
  }

  private static List<Tensor> inputs(FlatBatch batch) {
    return List.of(
        Tensor.ofIndices(batch.ids()),
        Tensor.ofIndices(batch.positions()),
        Tensor.ofIndices(batch.selected()),
        Tensor.ofIndices(batch.targets()));
  }

  private Argument[] arguments(
      FlatBatch batch, List<Tensor> inputs, List<TorchTrainable> trainables, DropoutMasks masks) {
    ModelConfig config = weights.config();
    return new Argument[] {
      new Argument.One(inputs.get(0)),
      new Argument.One(inputs.get(1)),
      new Argument.One(inputs.get(2)),
      new Argument.One(inputs.get(3)),
      new Argument.Many(trainedWeights(trainables)),
      new Argument.Many(adapters(trainables, ".lora_A.weight")),
      new Argument.Many(adapters(trainables, ".lora_B.weight")),
      new Argument.Many(adapters(trainables, ".lora_magnitude_vector")),
      new Argument.One(cos),
      new Argument.One(sin),
      new Argument.Ints(config.heads(), config.keyValueHeads(), config.layers()),
      new Argument.Ints(batch.lengths()),
      new Argument.Ints(batch.segments()),
      new Argument.Reals(trainables.stream().mapToDouble(TorchTrainable::scaling).toArray()),
      new Argument.Reals(masks.probabilities()),
      new Argument.Ints(masks.keys()),
      new Argument.Real(config.normEpsilon())
    };
  }

  /** The base's weights, or a fully fine-tuned run's own, which cannot share a pack. */
  private List<Tensor> trainedWeights(List<TorchTrainable> trainables) {
    TorchTrainable first = trainables.getFirst();
    List<Tensor> tensors = new ArrayList<>(weights.tensors());
    for (int i = 0; i < tensors.size(); i++) {
      Tensor base = tensors.get(i);
      tensors.set(i, weights.names().get(i).flatMap(first::leaf).orElse(base));
    }
    return tensors;
  }

  private List<Tensor> adapters(List<TorchTrainable> trainables, String suffix) {
    int modules = weights.config().layers() * ModelConfig.PROJECTIONS.size();
    List<Tensor> tensors = new ArrayList<>();
    for (TorchTrainable trainable : trainables) {
      for (int i = 0; i < modules; i++) {
        String name = PEFT_PREFIX + LoraModules.path(i) + suffix;
        tensors.add(trainable.leaf(name).orElse(absent));
      }
    }
    return tensors;
  }

  private static int projectionWeight(int index) {
    int perLayer = ModelConfig.PROJECTIONS.size();
    return ModelWeights.projection(index / perLayer, index % perLayer);
  }

  @Override
  public String fingerprint() {
    return "pytorch %s, float32, autograd, %d thread%s"
        .formatted(
            ai.djl.engine.Engine.getEngine("PyTorch").getVersion(),
            threads,
            threads == 1 ? "" : "s");
  }

  @Override
  public void close() {
    List.of(cos, sin, absent).forEach(Tensor::close);
    weights.close();
    module.close();
  }
}
