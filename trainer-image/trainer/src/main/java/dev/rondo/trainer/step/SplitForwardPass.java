package dev.rondo.trainer.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A pack computed in parts. */
final class SplitForwardPass implements ForwardPass {
  private record Part(int[] members, ForwardPass pass) {}

  private final List<Part> parts;
  private final List<TokenOutputs> outputs;

  private SplitForwardPass(List<Part> parts, int size) {
    this.parts = parts;
    TokenOutputs[] all = new TokenOutputs[size];
    for (Part part : parts) {
      for (int i = 0; i < part.members().length; i++) {
        all[part.members()[i]] = part.pass().outputs().get(i);
      }
    }
    this.outputs = List.of(all);
  }

  /** Computes the members that may share a part together, and each of the others alone. */
  static ForwardPass of(
      List<PackMember> pack,
      Predicate<PackMember> mayShare,
      Function<List<PackMember>, ForwardPass> forward) {
    int[] together =
        IntStream.range(0, pack.size()).filter(i -> mayShare.test(pack.get(i))).toArray();
    if (pack.size() == 1 || together.length == pack.size()) {
      return forward.apply(pack);
    }
    List<int[]> split = new ArrayList<>();
    if (together.length > 0) {
      split.add(together);
    }
    IntStream.range(0, pack.size())
        .filter(i -> !mayShare.test(pack.get(i)))
        .forEach(i -> split.add(new int[] {i}));
    List<Part> parts = new ArrayList<>();
    for (int[] members : split) {
      List<PackMember> part = Arrays.stream(members).mapToObj(pack::get).toList();
      parts.add(new Part(members, forward.apply(part)));
    }
    return new SplitForwardPass(parts, pack.size());
  }

  @Override
  public List<TokenOutputs> outputs() {
    return outputs;
  }

  @Override
  public void backward(List<float[]> dLogp) {
    for (Part part : parts) {
      part.pass().backward(Arrays.stream(part.members()).mapToObj(dLogp::get).toList());
    }
  }

  @Override
  public void close() {
    parts.forEach(part -> part.pass().close());
  }
}
