package dev.rondo.trainer.step;

import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.ComputeDevice;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TorchModule;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trainable tensors as leaves of autograd over flat vectors in libtorch's memory. */
final class TorchTrainable implements Trainable {
  private static final double CLIP_EPSILON = 1e-6;

  private final TorchModule module;
  private final ComputeDevice device;
  private final ParameterLayout layout;
  private final Tuning tuning;
  private final StepSettings settings;
  private final Tensor parameters;
  private final Tensor gradient;
  private final Tensor moment1;
  private final Tensor moment2;
  private final List<Tensor> leaves = new ArrayList<>();
  private final List<Tensor> gradients = new ArrayList<>();
  private final Map<String, Tensor> byName = new HashMap<>();
  private final Map<String, Tensor> gradientByName = new HashMap<>();

  /** Zero parameters and moments. */
  TorchTrainable(
      TorchModule module,
      ComputeDevice device,
      ParameterLayout layout,
      Tuning tuning,
      StepSettings settings) {
    this.module = module;
    this.device = device;
    this.layout = layout;
    this.tuning = tuning;
    this.settings = settings;
    this.parameters = zeros();
    this.gradient = zeros();
    this.moment1 = zeros();
    this.moment2 = zeros();
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      Tensor leaf = part("leaf", parameters, tensor);
      leaves.add(leaf);
      Tensor slope = part("place", gradient, tensor);
      gradients.add(slope);
      gradientByName.put(tensor.name(), slope);
      byName.put(tensor.name(), leaf);
    }
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  StepSettings settings() {
    return settings;
  }

  /** LoRA's scaling; 1 with full fine-tuning. */
  double scaling() {
    return tuning instanceof Tuning.Lora lora ? lora.scaling() : 1;
  }

  /** lora_dropout; 0 with full fine-tuning. */
  double dropout() {
    return tuning instanceof Tuning.Lora lora ? lora.loraDropout() : 0;
  }

  /** Whether a step needs the base's weights as they are stored, besides their products. */
  boolean readsWeights() {
    return !(tuning instanceof Tuning.Lora lora) || lora.useDora();
  }

  /** Whether it is LoRA without DoRA, which {@link ExplicitStep} differentiates. */
  boolean isPlainLora() {
    return tuning instanceof Tuning.Lora lora && !lora.useDora();
  }

  boolean isFull() {
    return tuning instanceof Tuning.Full;
  }

  /** The leaf of this name, if it is trained. */
  Optional<Tensor> leaf(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** A leaf divided by a number, through which its gradient goes. */
  Tensor divided(Tensor leaf, double by) {
    return module.call("divided", new Argument.One(leaf), new Argument.Real(by)).getFirst();
  }

  /** Where the gradient of the tensor of this name is added up, if it is trained. */
  Optional<Tensor> gradient(String name) {
    return Optional.ofNullable(gradientByName.get(name));
  }

  List<Tensor> leaves() {
    return leaves;
  }

  List<Tensor> gradients() {
    return gradients;
  }

  /** The flat gradient. */
  float[] gradientValues() {
    return gradient.toFloats();
  }

  @Override
  public void load(MemorySegment parametersAndMoments) {
    long bytes = bytes();
    device.write(parameters, parametersAndMoments.asSlice(0, bytes));
    device.write(moment1, parametersAndMoments.asSlice(bytes, bytes));
    device.write(moment2, parametersAndMoments.asSlice(2 * bytes, bytes));
  }

  @Override
  public void save(MemorySegment parametersAndMoments) {
    long bytes = bytes();
    parameters.copyTo(parametersAndMoments.asSlice(0, bytes));
    moment1.copyTo(parametersAndMoments.asSlice(bytes, bytes));
    moment2.copyTo(parametersAndMoments.asSlice(2 * bytes, bytes));
  }

  @Override
  public void loadParameters(MemorySegment from) {
    device.write(parameters, from.asSlice(0, bytes()));
  }

  @Override
  public void saveParameters(MemorySegment to) {
    parameters.copyTo(to.asSlice(0, bytes()));
  }

  @Override
  public void mix(Trainable other, double share) {
    if (!(other instanceof TorchTrainable torch)) {
      throw new IllegalArgumentException("not on this device: " + other);
    }
    module.call(
        "mix",
        new Argument.One(parameters),
        new Argument.One(torch.parameters),
        new Argument.Real(1 - share),
        new Argument.Real(share));
  }

  private long bytes() {
    return layout.length() * Float.BYTES;
  }

  @Override
  public void zeroGrad() {
    module.call("clear", new Argument.One(gradient));
  }

  @Override
  public float gradNorm() {
    try (Tensor norm = module.call("norm", new Argument.Many(gradients)).getFirst()) {
      return norm.toFloats()[0];
    }
  }

  @Override
  public void update(AdamW settings, double learningRate, long step, float gradNorm) {
    double clip =
        settings.maxGradNorm() > 0
            ? Math.min(1, (float) settings.maxGradNorm() / (gradNorm + (float) CLIP_EPSILON))
            : 1;
    long decayed = layout.decayedLength();
    update(settings, learningRate, settings.weightDecay(), step, clip, 0, decayed);
    update(settings, learningRate, 0, step, clip, decayed, layout.length());
  }

  private void update(
      AdamW settings, double rate, double decay, long step, double clip, long lo, long hi) {
    if (lo == hi) {
      return;
    }
    ParameterLayout.Tensor part = new ParameterLayout.Tensor("", List.of(hi - lo), lo);
    try (Tensor p = part("place", parameters, part);
        Tensor g = part("place", gradient, part);
        Tensor m = part("place", moment1, part);
        Tensor v = part("place", moment2, part)) {
      module.call(
          "adamw",
          new Argument.One(p),
          new Argument.One(g),
          new Argument.One(m),
          new Argument.One(v),
          new Argument.Real(clip),
          new Argument.Real(rate),
          new Argument.Real(decay),
          new Argument.Real(settings.beta1()),
          new Argument.Real(settings.beta2()),
          new Argument.Real(settings.epsilon()),
          new Argument.Real(1 - Math.pow(settings.beta1(), (double) step)),
          new Argument.Real(1 - Math.pow(settings.beta2(), (double) step)));
    }
  }

  @Override
  public void close() {
    leaves.forEach(Tensor::close);
    gradients.forEach(Tensor::close);
    List.of(parameters, gradient, moment1, moment2).forEach(Tensor::close);
  }

  private Tensor zeros() {
    return device.place(module.call("zeros", new Argument.Int(layout.length())).getFirst());
  }

  private Tensor part(String method, Tensor flat, ParameterLayout.Tensor tensor) {
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    return module
        .call(
            method,
            new Argument.One(flat),
            new Argument.Int(tensor.offset()),
            new Argument.Int(tensor.offset() + tensor.size()),
            new Argument.Ints(shape))
        .getFirst();
  }
}
