package dev.rondo.trainer.step;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A pack computed in parts. */
final class SplitForwardPass implements ForwardPass {
  private final PackParts parts;
  private final List<ForwardPass> passes;
  private final List<TokenOutputs> outputs;

  private SplitForwardPass(PackParts parts, List<ForwardPass> passes) {
    this.parts = parts;
    this.passes = passes;
    this.outputs = parts.join(passes.stream().map(ForwardPass::outputs).toList());
  }

  /** The pass of each part; of one part, that part's. */
  static ForwardPass of(PackParts parts, Function<List<PackMember>, ForwardPass> forward) {
    List<ForwardPass> passes = parts.map(forward);
    return passes.size() == 1 ? passes.getFirst() : new SplitForwardPass(parts, passes);
  }

  @Override
  public List<TokenOutputs> outputs() {
    return outputs;
  }

  @Override
  public void backward(List<float[]> dLogp) {
    for (int part = 0; part < passes.size(); part++) {
      int[] members = parts.parts().get(part);
      passes.get(part).backward(Arrays.stream(members).mapToObj(dLogp::get).toList());
    }
  }

  @Override
  public void close() {
    passes.forEach(ForwardPass::close);
  }
}
