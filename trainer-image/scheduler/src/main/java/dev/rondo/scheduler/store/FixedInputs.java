package dev.rondo.scheduler.store;

import dev.rondo.api.v1alpha1.ResolvedInput;
import dev.rondo.api.v1alpha1.Run;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which commits hub URIs mean in an experiment: the same for all of its runs, once one has it. */
public final class FixedInputs {
  private FixedInputs() {}

  /** Commits by URI; the run's own before those of other runs. */
  public static Map<String, String> of(Run run, Collection<Run> others) {
    Map<String, String> revisions = new HashMap<>();
    others.forEach(other -> inputs(other).forEach(i -> revisions.put(i.uri(), i.revision())));
    inputs(run).forEach(i -> revisions.put(i.uri(), i.revision()));
    return revisions;
  }

  private static List<ResolvedInput> inputs(Run run) {
    return run.status() == null
            || run.status().worker() == null
            || run.status().worker().inputs() == null
        ? List.of()
        : run.status().worker().inputs();
  }
}
