package dev.rondo.trainer.step;

import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TorchModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A forward pass whose graph autograd keeps until {@link #close}. */
final class TorchForwardPass implements ForwardPass {
  private final TorchModule module;
  private final List<TorchTrainable> trainables;
  private final List<Tensor> results;
  private final List<Tensor> inputs;
  private final List<TokenOutputs> outputs;

  /**
   * @param results log-probability, entropy and hit of every target
   * @param inputs what the graph still refers to
   */
  TorchForwardPass(
      TorchModule module,
      List<TorchTrainable> trainables,
      List<Tensor> results,
      List<Tensor> inputs,
      List<Integer> targetCounts) {
    this.module = module;
    this.trainables = trainables;
    this.results = results;
    this.inputs = inputs;
    this.outputs = split(results, targetCounts);
  }

  @Override
  public List<TokenOutputs> outputs() {
    return outputs;
  }

  @Override
  public void backward(List<float[]> dLogp) {
    int targets = dLogp.stream().mapToInt(d -> d.length).sum();
    float[] all = new float[targets];
    int at = 0;
    for (float[] d : dLogp) {
      System.arraycopy(d, 0, all, at, d.length);
      at += d.length;
    }
    List<Tensor> leaves = new ArrayList<>();
    List<Tensor> gradients = new ArrayList<>();
    for (TorchTrainable trainable : trainables) {
      leaves.addAll(trainable.leaves());
      gradients.addAll(trainable.gradients());
    }
    try (Tensor d = Tensor.ofFloats(all, (long) targets)) {
      module.call(
          "backward",
          new Argument.One(results.getFirst()),
          new Argument.One(d),
          new Argument.Many(leaves),
          new Argument.Many(gradients));
    }
  }

  @Override
  public void close() {
    results.forEach(Tensor::close);
    inputs.forEach(Tensor::close);
  }

  /** Each member's part of the results. */
  static List<TokenOutputs> split(List<Tensor> results, List<Integer> targetCounts) {
    float[] logp = results.get(0).toFloats();
    float[] entropy = results.get(1).toFloats();
    float[] hit = results.get(2).toFloats();
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
              Arrays.copyOfRange(logp, start, end), Arrays.copyOfRange(entropy, start, end), hits));
      start = end;
    }
    return List.copyOf(outputs);
  }
}
