package dev.rondo.trainer.step;

import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TorchModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A forward pass with what its backward needs, until {@link #close}. */
final class TorchForwardPass implements ForwardPass {
  private final TorchModule module;
  private final GradientMethod method;
  private final StepInputs inputs;
  private final List<Argument> arguments;
  private final List<Tensor> results;
  private final List<TokenOutputs> outputs;

  /** Runs the forward; closes the inputs when it is closed itself. */
  TorchForwardPass(TorchModule module, GradientMethod method, StepInputs inputs) {
    this.module = module;
    this.method = method;
    this.inputs = inputs;
    this.arguments = inputs.arguments();
    this.results = module.call(method.forward(), arguments.toArray(new Argument[0]));
    this.outputs = split(results, inputs.targetCounts());
  }

  @Override
  public List<TokenOutputs> outputs() {
    return outputs;
  }

  @Override
  public void backward(List<float[]> dLogp) {
    List<Tensor> leaves = new ArrayList<>();
    List<Tensor> gradients = new ArrayList<>();
    for (TorchTrainable trainable : inputs.trainables()) {
      leaves.addAll(trainable.leaves());
      gradients.addAll(trainable.gradients());
    }
    try (Tensor d = inputs.device().place(join(dLogp))) {
      List<Argument> taken = new ArrayList<>();
      taken.add(new Argument.One(d));
      taken.add(new Argument.Many(results));
      taken.add(new Argument.Many(leaves));
      taken.add(new Argument.Many(gradients));
      if (method.recomputes()) {
        taken.addAll(arguments);
      }
      module.call(method.backward(), taken.toArray(new Argument[0]));
    }
  }

  @Override
  public void close() {
    results.forEach(Tensor::close);
    inputs.close();
  }

  /** The members' values one after the other. */
  static Tensor join(List<float[]> members) {
    int length = members.stream().mapToInt(values -> values.length).sum();
    float[] all = new float[length];
    int at = 0;
    for (float[] values : members) {
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    return Tensor.ofFloats(all, (long) length);
  }

  /** Each member's part of the results. */
  static List<TokenOutputs> split(List<Tensor> results, List<Integer> targetCounts) {
    float[] logp = results.get(0).toFloats();
    float[] entropy = results.get(1).toFloats();
    float[] hit = results.get(2).toFloats();
    float[] meanLogit = results.get(3).toFloats();
    float[] logSquares = results.get(4).toFloats();
    List<TokenOutputs> outputs = new ArrayList<>();
    int start = 0;
    for (int count : targetCounts) {
      int end = start + count;
      boolean[] hits = new boolean[count];
      for (int i = 0; i < count; i++) {
        hits[i] = hit[start + i] != 0;
      }
      outputs.add(
          new TokenOutputs(
              Arrays.copyOfRange(logp, start, end),
              Arrays.copyOfRange(entropy, start, end),
              hits,
              Arrays.copyOfRange(meanLogit, start, end),
              Arrays.copyOfRange(logSquares, start, end)));
      start = end;
    }
    return List.copyOf(outputs);
  }
}
