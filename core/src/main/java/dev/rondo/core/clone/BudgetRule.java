package dev.rondo.core.clone;

import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WarmStart;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.search.CanonicalJson;
import dev.rondo.core.search.LeafTree;
import java.util.List;
import java.util.Optional;

/** Whether a continued schedule has a step left. */
final class BudgetRule {
  private static final List<String> FIELDS =
      List.of(
          "num_train_epochs",
          "max_steps",
          "per_device_train_batch_size",
          "gradient_accumulation_steps",
          "dataloader_drop_last");

  private BudgetRule() {}

  /** Why it has none; empty also where that can't be told before the data is prepared. */
  static List<String> problems(Run parent, RunSpec clone, String at, WarmStart warmStart) {
    Optional<Progress> progress =
        Optional.ofNullable(parent.status()).map(RunStatus::worker).map(WorkerReport::progress);
    boolean continues =
        WarmStartFields.complete(warmStart).schedule().equals(WarmStartFields.CONTINUE);
    if (!continues || progress.isEmpty() || !hasSameBudget(parent.spec(), clone)) {
      return List.of();
    }
    long total = progress.get().totalSteps();
    long from = at.matches("[0-9]+") ? Long.parseLong(at) : progress.get().step();
    boolean isAtDigest = at.startsWith("sha256:");
    return from < total || isAtDigest
        ? List.of()
        : List.of(
            "warmStart.schedule: Continue leaves nothing to train, the parent has done its %d steps;"
                    .formatted(total)
                + " set a larger trainingArgs.%s or say Restart".formatted(budget(clone)));
  }

  /** The field that says how long it trains: TRL's max_steps, where it is set, goes first. */
  private static String budget(RunSpec run) {
    boolean isInSteps = LeafTree.of(run).at("/trainingArgs/max_steps").asLong() > 0;
    return isInSteps ? "max_steps" : "num_train_epochs";
  }

  private static boolean hasSameBudget(RunSpec parent, RunSpec clone) {
    var before = LeafTree.of(parent).path("trainingArgs");
    var after = LeafTree.of(clone).path("trainingArgs");
    return FIELDS.stream()
        .allMatch(
            name -> CanonicalJson.of(before.path(name)).equals(CanonicalJson.of(after.path(name))));
  }
}
