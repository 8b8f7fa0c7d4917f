package dev.rondo.trainer.step;

import ai.djl.engine.Engine;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.model.ModelWeights;
import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.ComputeDevice;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TorchModule;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A base model mapped into memory. LoRA's gradients are computed by {@link ExplicitStep}, those of
 * DoRA and of the base's own weights by autograd. Belongs to one thread.
 */
public final class TorchBaseModel implements BaseModel {
  private final TorchModule module;
  private final ExplicitStep explicit;
  private final ModelWeights weights;
  private final RotaryTables rotary;
  private final int threads;
  private final Map<Precision, Boolean> packsExactly = new EnumMap<>(Precision.class);
  private long activationBudget = ActivationMemory.budget();

  private TorchBaseModel(ModelWeights weights, int threads, boolean prepacks) {
    this.module = TorchModule.compileResource(TorchBaseModel.class, "causal_lm.py");
    this.explicit = new ExplicitStep(weights, prepacks);
    this.weights = weights;
    this.threads = threads;
    this.rotary = RotaryTables.of(weights.config(), weights.device());
  }

  /** Maps a model directory whose model.dtype is float32, TRL's default. */
  public static TorchBaseModel load(Path directory, int threads)
      throws IOException, RefusedException {
    return load(directory, Precision.FLOAT32, threads);
  }

  /** Maps a model directory, to compute on the CPU. */
  public static TorchBaseModel load(Path directory, Precision storage, int threads)
      throws IOException, RefusedException {
    return load(directory, storage, threads, ComputeDevice.CPU);
  }

  /**
   * Loads a Hugging Face model directory: maps it, or copies it to a GPU.
   *
   * @param storage model.dtype
   * @param threads of one operation
   * @throws RefusedException if the model is not supported or not whole
   */
  public static TorchBaseModel load(
      Path directory, Precision storage, int threads, ComputeDevice device)
      throws IOException, RefusedException {
    TorchModule.prepareThread(threads);
    ModelWeights weights = ModelWeights.load(directory, storage, device);
    return new TorchBaseModel(weights, threads, device.isCpu() && PrepackedWeights.pay(weights));
  }

  /** Maps a model directory, its products with prepacked weights or not. */
  static TorchBaseModel load(Path directory, Precision storage, boolean prepacks)
      throws IOException, RefusedException {
    TorchModule.prepareThread(1);
    return new TorchBaseModel(ModelWeights.load(directory, storage), 1, prepacks);
  }

  @Override
  public ParameterLayout layout(Tuning tuning) throws RefusedException {
    ParameterLayout layout = TrainableLayout.of(weights, tuning);
    if (tuning instanceof Tuning.Lora lora && lora.initFrom().isPresent()) {
      AdapterFile.open(lora.initFrom().get(), layout);
    }
    return layout;
  }

  @Override
  public Trainable create(Tuning tuning, long seed, StepSettings settings) throws RefusedException {
    ParameterLayout layout = layout(tuning);
    // Not on the heap: with full fine-tuning they are as many as the base's own.
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment parameters = arena.allocate(ValueLayout.JAVA_FLOAT, layout.length());
      FloatBuffer values = parameters.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
      TrainableInit init = new TrainableInit(weights, layout, values);
      switch (tuning) {
        case Tuning.Full() -> init.fromBase();
        case Tuning.Lora lora when lora.initFrom().isPresent() ->
            init.fromAdapter(lora.initFrom().get());
        case Tuning.Lora _ -> init.asPeft(seed);
      }
      TorchTrainable trainable =
          new TorchTrainable(module, weights.device(), layout, tuning, settings);
      trainable.loadParameters(parameters);
      return trainable;
    }
  }

  @Override
  public Trainable untrained(Tuning beside, StepSettings settings) {
    boolean plain = beside instanceof Tuning.Lora lora && !lora.useDora();
    Tuning nothing = new Tuning.Lora(1, 1, 0, List.of(), false, !plain, Optional.empty());
    return new TorchTrainable(
        module, weights.device(), new LayoutBuilder().build(), nothing, settings);
  }

  /** Sets how many bytes of activations a step that may recompute keeps. */
  void activationBudget(long bytes) {
    activationBudget = bytes;
  }

  @Override
  public ForwardPass forward(List<PackMember> pack) {
    return SplitForwardPass.of(
        parts(pack), part -> isExplicit(part.getFirst()) ? explicit(part) : autograd(part));
  }

  /** What is computed together: LoRA where its packs are exact; DoRA and full weights never. */
  private PackParts parts(List<PackMember> pack) {
    return PackParts.of(pack, member -> isExplicit(member) && packsExactly(member));
  }

  /**
   * The way a run's gradient is computed depends on its tuning and the device only, not on its
   * neighbours. The explicit step's kernels are those of the CPU.
   */
  private boolean isExplicit(PackMember member) {
    return weights.device().isCpu() && ((TorchTrainable) member.trainable()).isPlainLora();
  }

  private boolean packsExactly(PackMember member) {
    StepSettings settings = ((TorchTrainable) member.trainable()).settings();
    return packsExactly.computeIfAbsent(
        settings.compute(), _ -> new PackSelfTest(this, weights.config(), settings).passes());
  }

  /** {@link #forward} of plain LoRA members. */
  ForwardPass explicit(List<PackMember> pack) {
    StepInputs inputs = new StepInputs(weights, rotary, pack, true);
    return explicit.forward(inputs, recomputes(inputs));
  }

  /** {@link #forward} of members of any kind. */
  ForwardPass autograd(List<PackMember> pack) {
    StepInputs inputs = new StepInputs(weights, rotary, pack, true);
    return new TorchForwardPass(
        module, recomputes(inputs) ? GradientMethod.CHECKPOINTED : GradientMethod.KEPT, inputs);
  }

  private boolean recomputes(StepInputs inputs) {
    return inputs.settings().mayRecompute()
        && ActivationMemory.kept(weights.config(), inputs.batch()) > activationBudget;
  }

  @Override
  public List<TokenOutputs> evaluate(List<PackMember> pack) {
    PackParts parts = parts(pack);
    return parts.join(parts.map(this::evaluateTogether));
  }

  private List<TokenOutputs> evaluateTogether(List<PackMember> pack) {
    try (StepInputs inputs = new StepInputs(weights, rotary, pack, false)) {
      if (isExplicit(pack.getFirst())) {
        return explicit.evaluate(inputs);
      }
      List<Tensor> results = module.call("evaluate", inputs.arguments().toArray(new Argument[0]));
      try {
        return TorchForwardPass.split(results, inputs.targetCounts());
      } finally {
        results.forEach(Tensor::close);
      }
    }
  }

  @Override
  public DecodingArguments decoding(Trainable trainable) {
    List<PackMember> alone = List.of(new PackMember(trainable, List.of(), 0));
    return new StepInputs(weights, rotary, alone, false).decoding();
  }

  @Override
  public ComputePrecision precision(Optional<Precision> asked) {
    return ComputePrecision.on(weights.device(), asked);
  }

  @Override
  public String fingerprint() {
    return "pytorch %s %s, %d thread%s, model.dtype %s, %s"
        .formatted(
            Engine.getEngine("PyTorch").getVersion(),
            weights.device().capability(),
            threads,
            threads == 1 ? "" : "s",
            weights.storage().fieldValue(),
            weights.device().isCpu() ? explicit.fingerprint() : "autograd");
  }

  @Override
  public void close() {
    rotary.close();
    weights.close();
    explicit.close();
    module.close();
  }
}
