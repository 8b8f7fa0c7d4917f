package dev.rondo.trainer.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Best fit decreasing, as TRL packs: rows by length, longest first and equal ones in order; each
 * into the bin with the least free space that takes it, the bin longest at that space first; else
 * into a new bin. Bins keep the order in which they were opened.
 */
final class BestFitDecreasing {
  private BestFitDecreasing() {}

  /** Packs rows of at most {@code capacity} tokens; empty rows are left out. */
  static List<TokenRow> pack(List<TokenRow> rows, int capacity) {
    List<List<TokenRow>> bins = new ArrayList<>();
    TreeMap<Integer, Deque<Integer>> binsByFreeSpace = new TreeMap<>();
    List<TokenRow> longestFirst =
        rows.stream()
            .filter(row -> row.ids().length > 0)
            .sorted(Comparator.comparingInt((TokenRow row) -> row.ids().length).reversed())
            .toList();
    for (TokenRow row : longestFirst) {
      int length = row.ids().length;
      Map.Entry<Integer, Deque<Integer>> fit = binsByFreeSpace.ceilingEntry(length);
      int bin;
      int free;
      if (fit == null) {
        bin = bins.size();
        free = capacity;
        bins.add(new ArrayList<>());
      } else {
        free = fit.getKey();
        bin = fit.getValue().removeFirst();
        if (fit.getValue().isEmpty()) {
          binsByFreeSpace.remove(free);
        }
      }
      bins.get(bin).add(row);
      if (free > length) {
        binsByFreeSpace.computeIfAbsent(free - length, space -> new ArrayDeque<>()).addLast(bin);
      }
    }
    return bins.stream().map(RowSlice::join).toList();
  }
}
