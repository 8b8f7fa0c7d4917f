package dev.rondo.core.gesture;

import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.core.clone.CloneDecision;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RuleStop;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.core.lifecycle.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What has come of the gestures that were taken in.
 *
 * @param control the run's next {@code status.control}
 * @param news entries that say something new: to be told, after the status is written
 * @param finished ids of requests that can leave {@code spec.requests} once that status stands
 */
public record Answers(List<ControlEntry> control, List<ControlEntry> news, List<String> finished) {
  /** Keeps copies. */
  public Answers {
    control = List.copyOf(control);
    news = List.copyOf(news);
    finished = List.copyOf(finished);
  }

  /**
   * Compares what was asked with what is.
   *
   * @param requests open ones, oldest first
   * @param before {@code status.control} as it is
   * @param clones what came of the clones that were asked for, by the id of the request
   */
  public static Answers of(
      List<GestureRequest> requests,
      List<ControlEntry> before,
      Situation run,
      Map<String, CloneDecision> clones,
      Instant now) {
    Control control = new Control(before);
    List<ControlEntry> news = new ArrayList<>();
    List<String> finished = new ArrayList<>();
    for (GestureRequest request : requests) {
      if (request.gesture().equals(GestureWord.CHECKPOINT)) {
        continue;
      }
      ControlEntry last = control.answer(request.id()).orElse(null);
      ControlEntry entry = last == null ? first(request, run) : last;
      if (entry.result().equals(Control.ACCEPTED)) {
        entry = next(entry, run, clones.get(request.id()), now);
      }
      if (!entry.equals(last)) {
        news.add(entry);
        control = control.with(entry);
      }
      if (!entry.result().equals(Control.ACCEPTED)) {
        finished.add(request.id());
      }
    }
    return new Answers(control.entries(), news, finished);
  }

  private static ControlEntry first(GestureRequest request, Situation run) {
    return new ControlEntry(
        request.id(),
        request.gesture(),
        request.result(),
        Objects.requireNonNullElse(request.message(), ""),
        request.time(),
        run.step(),
        null,
        null);
  }

  private static ControlEntry next(
      ControlEntry entry, Situation run, CloneDecision clone, Instant now) {
    return switch (entry.gesture()) {
      case GestureWord.STOP -> stop(entry, run, now);
      case GestureWord.RESUME -> resume(entry, run, now);
      default ->
          switch (clone) {
            case null -> entry;
            case CloneDecision.Make _ -> entry;
            case CloneDecision.MadeBefore(var name) -> done(entry, "made " + name, run, now);
            case CloneDecision.Refused(var problems) ->
                with(entry, Control.REFUSED, String.join("\n", problems));
          };
    };
  }

  private static ControlEntry stop(ControlEntry entry, Situation run, Instant now) {
    if (run.hasEnded()) {
      return done(entry, "the run has ended: " + run.state().word(), run, now);
    }
    if (run.desired() != DesiredState.Stopped) {
      return with(entry, Control.DONE, "overtaken by a resume");
    }
    String message =
        RuleStop.isOne(entry) ? entry.message() : "stopped at step %d".formatted(run.step());
    return run.state() == RunState.STOPPED ? done(entry, message, run, now) : entry;
  }

  private static ControlEntry resume(ControlEntry entry, Situation run, Instant now) {
    if (!run.hasEnded() && run.desired() == DesiredState.Stopped) {
      return with(entry, Control.DONE, "overtaken by a stop");
    }
    boolean isFirst = entry.step() == null || entry.step() == 0;
    String message = isFirst ? "has begun" : "goes on from step %d".formatted(run.step());
    return run.hasEnded() || run.state() == RunState.RUNNING
        ? done(entry, message, run, now)
        : entry;
  }

  private static ControlEntry with(ControlEntry entry, String result, String message) {
    return new ControlEntry(
        entry.id(),
        entry.gesture(),
        result,
        Control.bounded(message),
        entry.time(),
        entry.step(),
        null,
        null);
  }

  private static ControlEntry done(ControlEntry entry, String message, Situation run, Instant now) {
    return new ControlEntry(
        entry.id(),
        entry.gesture(),
        Control.DONE,
        message,
        entry.time(),
        entry.step(),
        Timestamps.micros(now),
        run.step());
  }
}
