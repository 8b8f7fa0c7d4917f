package dev.rondo.operator.run;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.RunStatus;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;
import java.util.function.Function;

/**
 * Which updates of a run are news: all but the operator's own writes of state and conditions. Not
 * the generation alone, since annotations and what a worker says do not raise it.
 */
public final class RunUpdates implements OnUpdateFilter<RunResource> {
  @Override
  public boolean accept(RunResource now, RunResource before) {
    return differs(now, before, run -> run.getMetadata().getGeneration())
        || differs(now, before, run -> run.getMetadata().getAnnotations())
        || differs(now, before, run -> run.getMetadata().getDeletionTimestamp())
        || differs(now, before, run -> status(run).worker())
        || differs(now, before, run -> status(run).placement());
  }

  private static boolean differs(
      RunResource now, RunResource before, Function<RunResource, Object> part) {
    return !Objects.equals(part.apply(now), part.apply(before));
  }

  private static RunStatus status(RunResource run) {
    return run.getStatus() == null ? RunStatus.EMPTY : run.getStatus();
  }
}
