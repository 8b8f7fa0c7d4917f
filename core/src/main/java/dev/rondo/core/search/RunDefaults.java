package dev.rondo.core.search;

import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.TrainerKind;

/** What the absent fields of a run mean that a person wrote; Rondo's own have none absent. */
public final class RunDefaults {
  private RunDefaults() {}

  /** The same run with trainer, seed, chunks and desired state said. */
  public static RunSpec complete(RunSpec said) {
    return new RunSpec(
        said.experiment(),
        said.desiredState() == null ? DesiredState.Running : said.desiredState(),
        TrainerKind.orDefault(said.trainer()),
        said.seed() == null ? Expansion.DEFAULT_SEED : said.seed(),
        said.chunks() == null ? Expansion.DEFAULT_CHUNKS : said.chunks(),
        said.model(),
        said.dataset(),
        said.config(),
        said.priority(),
        said.retry(),
        said.activeDeadlineSeconds(),
        said.cloneFrom(),
        said.requests());
  }
}
