package dev.rondo.core.search;

import java.util.Set;

/** What a search must know of the fields it draws. */
final class SearchableFields {
  private static final Set<String> INTEGERS =
      Set.of(
          "peft.r",
          "trainingArgs.per_device_train_batch_size",
          "trainingArgs.per_device_eval_batch_size",
          "trainingArgs.gradient_accumulation_steps",
          "trainingArgs.max_steps",
          "trainingArgs.max_length",
          "trainingArgs.seed",
          "trainingArgs.data_seed");

  private SearchableFields() {}

  static boolean isInteger(String path) {
    return INTEGERS.contains(path);
  }
}
