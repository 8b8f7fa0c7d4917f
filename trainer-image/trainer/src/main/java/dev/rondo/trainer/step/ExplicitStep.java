package dev.rondo.trainer.step;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.model.ModelWeights;
import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TorchModule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The model's part of a step for packs of LoRA adapters, with its backward written out: each
 * operation's stands beside its forward in the resources {@code explicit/*.py}. Autograd's step is
 * the oracle of its tests.
 */
final class ExplicitStep implements AutoCloseable {
  private static final String FOLDER = "explicit/";
  private static final String TUPLES = "pack.py";
  private static final List<String> PLAIN = List.of("linear.py", "product.py");
  private static final List<String> PREPACKED = List.of("prepacked_product.py");
  private static final List<String> METHODS =
      List.of("bias.py", "lora.py", "norm.py", "attention.py", "layer.py", "head.py", "step.py");

  private final ModelWeights weights;
  private final boolean prepacks;
  private final TorchModule module;
  private final Map<Precision, PrepackedWeights> prepacked = new EnumMap<>(Precision.class);

  /**
   * @param prepacks whether products take prepacked weights, made when they are first needed; they
   *     round otherwise than plain ones
   */
  ExplicitStep(ModelWeights weights, boolean prepacks) {
    this.weights = weights;
    this.prepacks = prepacks;
    this.module =
        TorchModule.compile(
            TorchModule.source(ExplicitStep.class, FOLDER + TUPLES),
            Stream.concat((prepacks ? PREPACKED : PLAIN).stream(), METHODS.stream())
                .map(name -> TorchModule.source(ExplicitStep.class, FOLDER + name))
                .collect(Collectors.joining()));
  }

  /** What its numbers depend on, for the fingerprint. */
  String fingerprint() {
    return prepacks ? "explicit backward, prepacked" : "explicit backward";
  }

  /**
   * Runs the forward; the pass closes the inputs when it is closed itself.
   *
   * @param recompute keep each layer's input only, and compute it again in the backward
   */
  ForwardPass forward(StepInputs inputs, boolean recompute) {
    List<Argument> arguments = arguments(inputs);
    arguments.add(new Argument.Int(recompute ? 1 : 0));
    List<Tensor> results = module.call("forward", arguments.toArray(new Argument[0]));
    List<TokenOutputs> outputs = TorchForwardPass.split(results, inputs.targetCounts());
    return new Pass(module, inputs, arguments, results, outputs);
  }

  /** Outputs of each member, without dropout and gradients. */
  List<TokenOutputs> evaluate(StepInputs inputs) {
    List<Tensor> results = module.call("evaluate", arguments(inputs).toArray(new Argument[0]));
    try {
      return TorchForwardPass.split(results, inputs.targetCounts());
    } finally {
      results.forEach(Tensor::close);
    }
  }

  private List<Argument> arguments(StepInputs inputs) {
    List<Argument> arguments = new ArrayList<>(inputs.arguments());
    arguments.add(new Argument.Ints(inputs.batch().targetSegments()));
    PrepackedWeights ahead = prepacked(inputs.products());
    arguments.add(new Argument.Many(ahead.forward()));
    arguments.add(new Argument.Many(ahead.backward()));
    return arguments;
  }

  private PrepackedWeights prepacked(Precision products) {
    return prepacks
        ? prepacked.computeIfAbsent(products, p -> PrepackedWeights.of(weights, p, module))
        : PrepackedWeights.NONE;
  }

  @Override
  public void close() {
    prepacked.values().forEach(PrepackedWeights::close);
    module.close();
  }

  private record Pass(
      TorchModule module,
      StepInputs inputs,
      List<Argument> arguments,
      List<Tensor> results,
      List<TokenOutputs> outputs)
      implements ForwardPass {
    private static final int OUTPUTS = 5;

    @Override
    public void backward(List<float[]> dLogp) {
      List<Tensor> tape = results.subList(OUTPUTS, results.size());
      try (Tensor d = TorchForwardPass.join(dLogp)) {
        Stream<Argument> first = Stream.of(new Argument.One(d), new Argument.Many(tape));
        module.call(
            "backward",
            Stream.of(first, inputs.gradients().stream(), arguments.stream())
                .flatMap(part -> part)
                .toArray(Argument[]::new));
      }
    }

    @Override
    public void close() {
      results.forEach(Tensor::close);
      inputs.close();
    }
  }
}
