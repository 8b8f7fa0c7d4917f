package dev.rondo.trainer.model;

import java.util.List;

/** What people are told of tensors that a model's files should have. */
final class MissingTensors {
  private static final int NAMED = 5;

  private MissingTensors() {}

  /** Few by name; of many, which a lost shard or another model's config.json leaves, some. */
  static String text(List<String> names) {
    String named = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    if (names.size() <= NAMED) {
      return "the tensor%s %s".formatted(names.size() == 1 ? "" : "s", named);
    }
    return "%d tensors: %s, ...; is a shard missing, or config.json of another model?"
        .formatted(names.size(), named);
  }
}
