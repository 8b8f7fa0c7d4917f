package dev.rondo.core.gesture;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.Gesture;
import dev.rondo.core.lifecycle.Lifecycle;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.core.lifecycle.Timestamps;
import dev.rondo.core.lifecycle.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one patch takes in from a run's annotations. Each gesture is judged here, once, and what was
 * decided is part of its record.
 *
 * @param taken annotations to be taken off, by the values they have
 * @param requests to be added to {@code spec.requests}
 * @param desired what {@code spec.desiredState} becomes; empty: what it is
 */
public record Intake(
    Map<String, String> taken, List<GestureRequest> requests, Optional<DesiredState> desired) {
  /** Requests a run may have open; further gestures wait as annotations. */
  public static final int MOST_OPEN = 8;

  private static final int LONGEST_PAYLOAD = 16384;
  private static final String TRUE = "true";
  private static final Verdict AMBIGUOUS =
      new Verdict.Refused("stop and resume at once", "give the one that is meant");
  private static final Verdict NOT_TRUE =
      new Verdict.Refused("the annotation's value is not \"true\"", "say rondo.dev/stop=true");
  private static final Verdict TOO_LONG =
      new Verdict.Refused(
          "the clone's changes have more than %d characters".formatted(LONGEST_PAYLOAD),
          "make a Run with spec.cloneFrom");

  /** Keeps copies. */
  public Intake {
    taken = Map.copyOf(taken);
    requests = List.copyOf(requests);
  }

  /** Whether there is nothing to take in. */
  public boolean isEmpty() {
    return requests.isEmpty();
  }

  /**
   * Reads and judges.
   *
   * @param annotations of the run
   * @param open requests it has already
   * @param clones judges what a clone asks for
   * @param nonce part of the ids; never used before on this run
   */
  public static Intake of(
      Map<String, String> annotations,
      int open,
      Situation run,
      Function<String, Verdict> clones,
      String nonce,
      Instant now) {
    Map<String, String> taken = new LinkedHashMap<>();
    for (String key : List.of(Annotations.STOP, Annotations.RESUME, Annotations.CLONE)) {
      if (annotations.get(key) != null) {
        taken.put(key, annotations.get(key));
      }
    }
    if (open + taken.size() > MOST_OPEN) {
      return new Intake(Map.of(), List.of(), Optional.empty());
    }
    String time = Timestamps.micros(now);
    List<GestureRequest> requests = new ArrayList<>();
    Optional<DesiredState> desired = Optional.empty();
    boolean isAmbiguous =
        taken.containsKey(Annotations.STOP) && taken.containsKey(Annotations.RESUME);
    for (Map.Entry<String, String> annotation : taken.entrySet()) {
      String word = word(annotation.getKey());
      String value = annotation.getValue();
      Verdict verdict =
          word.equals(GestureWord.CLONE)
              ? clone(value, clones)
              : isAmbiguous ? AMBIGUOUS : stopOrResume(word, value, run);
      requests.add(
          new GestureRequest(
              word + "-" + nonce,
              word,
              payload(word, value, verdict, run),
              time,
              result(verdict),
              Control.bounded(verdict.message())));
      if (verdict instanceof Verdict.Accepted && !word.equals(GestureWord.CLONE)) {
        desired =
            Optional.of(
                word.equals(GestureWord.STOP) ? DesiredState.Stopped : DesiredState.Running);
      }
    }
    return new Intake(taken, requests, desired);
  }

  private static Verdict stopOrResume(String word, String value, Situation run) {
    if (!value.equals(TRUE)) {
      return NOT_TRUE;
    }
    Gesture gesture = word.equals(GestureWord.STOP) ? Gesture.STOP : Gesture.RESUME;
    return Lifecycle.judge(run.heading(), gesture, run.hasState());
  }

  private static Verdict clone(String value, Function<String, Verdict> clones) {
    return value.length() > LONGEST_PAYLOAD ? TOO_LONG : clones.apply(value);
  }

  /** Which failure a resume is about, so that it tries again once. */
  private static String payload(String word, String value, Verdict verdict, Situation run) {
    boolean triesAgain =
        word.equals(GestureWord.RESUME)
            && verdict instanceof Verdict.Accepted
            && run.state() == RunState.FAILED;
    return triesAgain
        ? Long.toString(run.epoch())
        : word.equals(GestureWord.CLONE)
            ? value.substring(0, Math.min(value.length(), LONGEST_PAYLOAD))
            : null;
  }

  private static String word(String annotation) {
    return annotation.substring(annotation.indexOf('/') + 1);
  }

  private static String result(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused _ -> Control.REFUSED;
      case Verdict.NoChange _ -> Control.DONE;
      default -> Control.ACCEPTED;
    };
  }
}
