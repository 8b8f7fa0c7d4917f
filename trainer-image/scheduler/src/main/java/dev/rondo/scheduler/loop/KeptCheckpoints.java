package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.CheckpointRef;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The durable checkpoints of a run, as its status tells them. Belongs to the loop's thread. */
final class KeptCheckpoints {
  /** A report tells so many at most. */
  private static final int BOUND = 64;

  private final SortedMap<Long, CheckpointRef> newestFirst =
      new TreeMap<>(Collections.reverseOrder());

  /** What an earlier process told; what is known already is newer. */
  void told(Collection<CheckpointRef> refs) {
    for (CheckpointRef ref : refs) {
      if (ref.step() != null) {
        newestFirst.putIfAbsent(ref.step(), ref);
      }
    }
  }

  /** There is one more. */
  void wrote(CheckpointRef ref) {
    newestFirst.put(ref.step(), ref);
  }

  /** Those of these steps are there, and no others. */
  void kept(Collection<Long> steps) {
    newestFirst.keySet().retainAll(Set.copyOf(steps));
  }

  boolean has(long step) {
    return newestFirst.containsKey(step);
  }

  Optional<CheckpointRef> newest() {
    return newestFirst.values().stream().findFirst();
  }

  /** The newest first. */
  List<CheckpointRef> all() {
    return newestFirst.values().stream().limit(BOUND).toList();
  }
}
