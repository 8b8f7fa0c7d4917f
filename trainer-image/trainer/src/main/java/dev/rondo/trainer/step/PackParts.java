package dev.rondo.trainer.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How a pack is split: the members that may share a part, together, and each of the others alone.
 *
 * @param pack all members
 * @param parts places of each part's members in the pack
 */
record PackParts(List<PackMember> pack, List<int[]> parts) {
  static PackParts of(List<PackMember> pack, Predicate<PackMember> mayShare) {
    boolean[] shares = new boolean[pack.size()];
    List<int[]> parts = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      shares[i] = pack.size() > 1 && mayShare.test(pack.get(i));
    }
    int[] together = IntStream.range(0, shares.length).filter(i -> shares[i]).toArray();
    if (together.length > 0) {
      parts.add(together);
    }
    IntStream.range(0, shares.length)
        .filter(i -> !shares[i])
        .forEach(i -> parts.add(new int[] {i}));
    return new PackParts(pack, parts);
  }

  /** Computes something of each part. */
  <T> List<T> map(Function<List<PackMember>, T> function) {
    return parts.stream()
        .map(part -> function.apply(Arrays.stream(part).mapToObj(pack::get).toList()))
        .toList();
  }

  /** What belongs to each member, in pack order, of the parts' lists. */
  <T> List<T> join(List<List<T>> ofParts) {
    List<T> all = new ArrayList<>();
    for (int member = 0; member < pack.size(); member++) {
      all.add(at(member, ofParts));
    }
    return List.copyOf(all);
  }

  private <T> T at(int member, List<List<T>> ofParts) {
    for (int part = 0; part < parts.size(); part++) {
      for (int i = 0; i < parts.get(part).length; i++) {
        if (parts.get(part)[i] == member) {
          return ofParts.get(part).get(i);
        }
      }
    }
    throw new IllegalStateException("no part has member " + member);
  }
}
