package dev.rondo.operator.bench;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.core.lifecycle.Control;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A gesture on its way, and when a watcher saw what came of it, in seconds since it was made. */
final class WatchedGesture {
  private static final double NANOSECONDS = 1e9;
  private static final long PATIENCE_MINUTES = 2;

  private final String annotation;
  private final String phase;
  private final Set<String> before;
  private final long made = System.nanoTime();
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile double recordedAfter;
  private volatile double actedAfter;
  private volatile double answeredAfter;

  /**
   * Of a run as it is before.
   *
   * @param phase what the worker says once it has acted
   */
  WatchedGesture(RunResource before, String annotation, String phase) {
    this.annotation = annotation;
    this.phase = phase;
    this.before = ids(before).collect(Collectors.toSet());
  }

  /** Looks at a later version of the run. */
  void see(RunResource run) {
    double now = (System.nanoTime() - made) / NANOSECONDS;
    boolean isTaken = !run.getMetadata().getAnnotations().containsKey(annotation);
    if (recordedAfter == 0 && isTaken && ids(run).anyMatch(id -> !before.contains(id))) {
      recordedAfter = now;
    }
    if (actedAfter == 0 && recordedAfter > 0 && phase.equals(run.getStatus().worker().phase())) {
      actedAfter = now;
    }
    if (answeredAfter == 0 && control(run).anyMatch(this::isAnswer)) {
      answeredAfter = now;
      answered.countDown();
    }
  }

  /** Returns when it is answered. */
  WatchedGesture await() throws InterruptedException {
    if (!answered.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      throw new IllegalStateException(
          "a gesture without an answer: %s of %s".formatted(annotation, phase));
    }
    return this;
  }

  /** Until its annotation was gone and its request there. */
  double recordedAfter() {
    return recordedAfter;
  }

  /** Until the worker had done it and said so. */
  double actedAfter() {
    return actedAfter;
  }

  /** Until the operator said so. */
  double answeredAfter() {
    return answeredAfter;
  }

  private boolean isAnswer(ControlEntry entry) {
    return !before.contains(entry.id()) && !entry.result().equals(Control.ACCEPTED);
  }

  private static Stream<ControlEntry> control(RunResource run) {
    return run.getStatus() == null
        ? Stream.of()
        : Optional.ofNullable(run.getStatus().control()).stream().flatMap(List::stream);
  }

  private static Stream<String> ids(RunResource run) {
    Stream<String> open =
        Objects.requireNonNullElse(run.getSpec().requests(), List.<GestureRequest>of()).stream()
            .map(GestureRequest::id);
    return Stream.concat(open, control(run).map(ControlEntry::id));
  }
}
