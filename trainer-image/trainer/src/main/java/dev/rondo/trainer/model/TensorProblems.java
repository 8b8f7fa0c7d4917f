package dev.rondo.trainer.model;

import dev.rondo.trainer.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a model's files, by what its config.json makes one expect. Of many tensors,
 * which a lost shard or another model's config.json leaves, some are named.
 */
final class TensorProblems {
  private static final String FIELD = "model.uri";
  private static final int NAMED = 5;

  private TensorProblems() {}

  /** Looks at names and shapes only. */
  static List<Problem> of(Path directory, SafeTensors file, List<WeightSlot> slots) {
    List<String> missing = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (WeightSlot slot : slots) {
      if (!file.has(slot.name())) {
        if (slot.required()) {
          missing.add(slot.name());
        }
      } else if (!file.shape(slot.name()).equals(slot.shape())) {
        others.add(
            "%s is %s, not %s".formatted(slot.name(), file.shape(slot.name()), slot.shape()));
      }
    }
    List<Problem> problems = new ArrayList<>();
    if (!missing.isEmpty()) {
      problems.add(new Problem(FIELD, directory + " lacks " + text(missing)));
    }
    if (!others.isEmpty()) {
      problems.add(
          new Problem(FIELD, directory + " does not fit its config.json, in " + text(others)));
    }
    return problems;
  }

  private static String text(List<String> tensors) {
    String named = String.join(", ", tensors.subList(0, Math.min(NAMED, tensors.size())));
    return tensors.size() <= NAMED
        ? "the tensor%s %s".formatted(tensors.size() == 1 ? "" : "s", named)
        : "%d tensors: %s, ...".formatted(tensors.size(), named);
  }
}
