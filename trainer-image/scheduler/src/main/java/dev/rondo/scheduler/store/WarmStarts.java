package dev.rondo.scheduler.store;

import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WarmStart;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.clone.WarmStartFields;
import dev.rondo.protocol.v1.RunConfig;

/** What a warm clone's trainer is told of the state that it starts from. */
public final class WarmStarts {
  private WarmStarts() {}

  /** The configuration of a run; of a warm clone with where its own copy of that state is. */
  public static RunConfig add(RunConfig config, Run run, RunFolder folder) {
    if (!SourceCondition.isWarmClone(run)) {
      return config;
    }
    WarmStart warm = WarmStartFields.complete(run.spec().cloneFrom().warmStart());
    return config.toBuilder()
        .setWarmStart(
            dev.rondo.protocol.v1.WarmStart.newBuilder()
                .setStateDir(folder.source().toAbsolutePath().toString())
                .setOptimizer(warm.optimizer())
                .setContinueSchedule(warm.schedule().equals(WarmStartFields.CONTINUE))
                .setContinueData(warm.data().equals(WarmStartFields.CONTINUE))
                .setParentReference(warm.reference().equals(WarmStartFields.PARENT)))
        .build();
  }
}
