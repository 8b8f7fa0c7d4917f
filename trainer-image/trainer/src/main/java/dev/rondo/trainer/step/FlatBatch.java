package dev.rondo.trainer.step;

import dev.rondo.trainer.data.TokenRow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pack's rows flattened one after the other, never padded.
 *
 * @param ids token ids of all members
 * @param positions of each token in its sequence
 * @param selected flat index of the token that predicts each target
 * @param targets the target ids
 * @param lengths of the sequences
 * @param segments first token of each member, and the number of tokens
 * @param targetCounts targets of each member
 */
record FlatBatch(
    int[] ids,
    int[] positions,
    int[] selected,
    int[] targets,
    long[] lengths,
    long[] segments,
    List<Integer> targetCounts) {

  static FlatBatch of(List<PackMember> pack) {
    IntStream.Builder ids = IntStream.builder();
    IntStream.Builder positions = IntStream.builder();
    IntStream.Builder selected = IntStream.builder();
    IntStream.Builder targets = IntStream.builder();
    List<Long> lengths = new ArrayList<>();
    List<Long> segments = new ArrayList<>();
    List<Integer> targetCounts = new ArrayList<>();
    int start = 0;
    for (PackMember member : pack) {
      segments.add((long) start);
      targetCounts.add(member.rows().stream().mapToInt(TokenRow::targets).sum());
      for (TokenRow row : member.rows()) {
        for (int i = 0; i < row.ids().length; i++) {
          ids.add(row.ids()[i]);
          if (row.trained()[i]) {
            selected.add(start + i - 1);
            targets.add(row.ids()[i]);
          }
        }
        for (int length : row.lengths()) {
          lengths.add((long) length);
          IntStream.range(0, length).forEach(positions::add);
        }
        start += row.ids().length;
      }
    }
    segments.add((long) start);
    return new FlatBatch(
        ids.build().toArray(),
        positions.build().toArray(),
        selected.build().toArray(),
        targets.build().toArray(),
        lengths.stream().mapToLong(Long::longValue).toArray(),
        segments.stream().mapToLong(Long::longValue).toArray(),
        targetCounts);
  }

  /** First target of each member, and the number of targets. */
  long[] targetSegments() {
    long[] starts = new long[targetCounts.size() + 1];
    for (int member = 0; member < targetCounts.size(); member++) {
      starts[member + 1] = starts[member] + targetCounts.get(member);
    }
    return starts;
  }
}
