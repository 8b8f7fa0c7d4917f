package dev.rondo.scheduler.fuzz;

import dev.rondo.scheduler.local.GestureRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A gesture at random.
 *
 * @param id of the gesture; later ones are greater
 * @param kind which
 * @param run on which run, which may be gone
 * @param cloneName what a clone is to be called
 */
record FuzzedGesture(String id, Kind kind, String run, String cloneName) {
  /** What is done. */
  enum Kind {
    STOP(8),
    RESUME(8),
    DELETE(1),
    CLONE_COLD(1),
    CLONE_WARM(3),
    CLONE_BADLY(1);

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }
  }

  private static final int MOST_CLONES = 24;

  /**
   * The next one.
   *
   * @param names every run that there ever was
   * @param oracle says which names are taken
   */
  static FuzzedGesture next(int number, List<String> names, Oracle oracle, Random random) {
    Kind kind = kind(random);
    int clones = names.size();
    if (clones > MOST_CLONES && (kind == Kind.CLONE_COLD || kind == Kind.CLONE_WARM)) {
      kind = Kind.STOP;
    }
    String run = names.get(random.nextInt(names.size()));
    List<String> taken = new ArrayList<>(oracle.runs().keySet());
    taken.sort(null);
    boolean isTaken = random.nextInt(6) == 0 && !taken.isEmpty();
    String name = isTaken ? taken.get(random.nextInt(taken.size())) : "clone-" + number;
    return new FuzzedGesture("%06d".formatted(number), kind, run, name);
  }

  private static Kind kind(Random random) {
    int total = 0;
    for (Kind kind : Kind.values()) {
      total += kind.weight;
    }
    int drawn = random.nextInt(total);
    for (Kind kind : Kind.values()) {
      drawn -= kind.weight;
      if (drawn < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("weights are positive");
  }

  /** As a process leaves it. */
  GestureRequests.Request request() {
    String set =
        "set: [trainingArgs.max_steps=1000000, trainingArgs.weight_decay=0,"
            + " trainingArgs.learning_rate=%s]".formatted((1 + id.hashCode() % 7 * 0.1) * 1e-3);
    return switch (kind) {
      case STOP -> new GestureRequests.Request(id, "stop", run, null);
      case RESUME -> new GestureRequests.Request(id, "resume", run, null);
      case DELETE -> new GestureRequests.Request(id, "delete", run, null);
      case CLONE_COLD ->
          new GestureRequests.Request(id, "clone", run, "{name: %s, %s}".formatted(cloneName, set));
      case CLONE_WARM ->
          new GestureRequests.Request(
              id, "clone", run, "{name: %s, warmStart: true, %s}".formatted(cloneName, set));
      case CLONE_BADLY ->
          new GestureRequests.Request(
              id, "clone", run, "{name: %s, trainingArgs: {learning_rat: 1}}".formatted(cloneName));
    };
  }
}
