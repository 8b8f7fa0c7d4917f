package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.RunStatus;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which checkpoints of a run clones start from, until they have one of their own. */
final class CloneOrigins {
  private static final Pattern CHECKPOINT = Pattern.compile("(?:.*/)?step-([0-9]+)");

  private CloneOrigins() {}

  static Set<Long> of(RunTracker parent, KnownRuns runs) {
    return runs.all().stream()
        .filter(run -> !run.hasCheckpoint())
        .flatMap(run -> source(run).stream())
        .filter(source -> parent.name().equals(source.run()))
        .map(source -> CHECKPOINT.matcher(String.valueOf(source.checkpoint())))
        .filter(Matcher::matches)
        .map(name -> Long.valueOf(name.group(1)))
        .collect(Collectors.toSet());
  }

  private static Optional<CloneSource> source(RunTracker run) {
    return Optional.ofNullable(run.run().status()).map(RunStatus::source);
  }
}
