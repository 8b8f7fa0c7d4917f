package dev.rondo.operator.fuzz;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.core.clone.CloneRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the operator should have done with one run, told from the run's versions alone and by rules
 * of its own: a gesture's annotation goes in the very version in which its request comes, with the
 * decision that the version before calls for; the wish follows; each request gets one final answer.
 */
final class GestureOracle {
  /** A person's edit of {@code spec.desiredState} carries this, so that it is nobody else's. */
  static final String EDITED = "test.rondo.dev/edited";

  private static final List<String> GESTURES =
      List.of(Annotations.STOP, Annotations.RESUME, Annotations.CLONE);

  private final List<String> wrong = new ArrayList<>();
  private final Map<String, GestureRequest> recorded = new HashMap<>();
  private final Map<String, ControlEntry> answered = new HashMap<>();
  private RunResource last;
  private String cloneOf;
  private boolean isGone;
  private int consumed;
  private int versions;

  /** What is wrong with what was seen; empty if nothing. */
  List<String> wrong() {
    return wrong;
  }

  /** Versions seen. */
  int versions() {
    return versions;
  }

  /** The id of the gesture that made the run; empty: none did. */
  Optional<String> cloneOf() {
    return Optional.ofNullable(cloneOf);
  }

  /** Gestures taken in. */
  int consumed() {
    return consumed;
  }

  /** Final answers by the id of the request. */
  Map<String, ControlEntry> answered() {
    return answered;
  }

  boolean hasSeen(RunResource version) {
    return last != null
        && last.getMetadata()
            .getResourceVersion()
            .equals(version.getMetadata().getResourceVersion());
  }

  /** The run's next version. */
  void see(RunResource version) {
    check(!isGone, version.getMetadata().getName() + ": made again after it was deleted");
    if (last == null) {
      cloneOf = CloneRule.requestOf(version.toRun());
    } else {
      step(last, version);
    }
    last = version;
    versions++;
  }

  /** The run is deleted, and what was asked of it with it. */
  void seeGone() {
    isGone = true;
  }

  /** There is no further version. */
  void end() {
    if (isGone) {
      return;
    }
    String name = last.getMetadata().getName();
    for (String gesture : GESTURES) {
      check(annotation(last, gesture) == null, name + ": lost, never taken in: " + gesture);
    }
    for (GestureRequest request : recorded.values()) {
      check(answered.containsKey(request.id()), name + ": never answered: " + request);
    }
    check(requests(last).isEmpty(), name + ": requests are left: " + requests(last));
  }

  private void step(RunResource before, RunResource after) {
    String at =
        after.getMetadata().getName() + "@" + after.getMetadata().getResourceVersion() + ": ";
    List<GestureRequest> added = new ArrayList<>(requests(after));
    added.removeAll(requests(before));
    DesiredState desired = before.getSpec().desiredState();
    boolean isAmbiguous =
        annotation(before, Annotations.STOP) != null
            && annotation(before, Annotations.RESUME) != null;
    for (String gesture : GESTURES) {
      String value = annotation(before, gesture);
      if (value == null || annotation(after, gesture) != null) {
        continue;
      }
      consumed++;
      String word = gesture.substring(gesture.indexOf('/') + 1);
      GestureRequest request =
          added.stream().filter(each -> each.gesture().equals(word)).findFirst().orElse(null);
      check(request != null, at + "lost: " + gesture + " went and nothing came");
      if (request == null) {
        continue;
      }
      added.remove(request);
      check(recorded.put(request.id(), request) == null, at + "an id twice: " + request);
      String expected = expected(word, value, before, isAmbiguous);
      check(expected.equals(request.result()), at + "should be " + expected + ": " + request);
      if (request.result().equals("Accepted") && !word.equals("clone")) {
        desired = word.equals("stop") ? DesiredState.Stopped : DesiredState.Running;
      }
    }
    check(added.isEmpty(), at + "doubled, from nothing: " + added);
    boolean isEdited = !Objects.equals(annotation(before, EDITED), annotation(after, EDITED));
    check(
        isEdited || desired == after.getSpec().desiredState(),
        at + "wanted " + desired + ", is " + after.getSpec().desiredState());
    answers(at, after);
    check(
        source(before) == null || source(before).equals(source(after)),
        at + "another source: " + source(after) + " after " + source(before));
  }

  private void answers(String at, RunResource after) {
    if (after.getStatus() == null || after.getStatus().control() == null) {
      return;
    }
    for (ControlEntry entry : after.getStatus().control()) {
      if (!entry.result().equals("Accepted")) {
        ControlEntry earlier = answered.put(entry.id(), entry);
        check(earlier == null || earlier.equals(entry), at + "answered twice: " + entry);
      }
      check(recorded.containsKey(entry.id()), at + "an answer to nothing: " + entry);
    }
  }

  private static String expected(String word, String value, RunResource run, boolean isAmbiguous) {
    if (word.equals("clone")) {
      return value.contains("nonsense") ? "Refused" : "Accepted";
    }
    if (isAmbiguous || !value.equals("true")) {
      return "Refused";
    }
    String phase = phase(run);
    boolean isStop = word.equals("stop");
    if (phase.equals("Succeeded")) {
      return "Refused";
    }
    if (phase.equals("Failed")) {
      return isStop ? "Refused" : "Accepted";
    }
    boolean isStopped = run.getSpec().desiredState() == DesiredState.Stopped;
    return isStop == isStopped ? "Done" : "Accepted";
  }

  /** What the present worker said last; nothing where the run is to be tried again. */
  private static String phase(RunResource run) {
    var status = run.getStatus();
    if (status == null || status.worker() == null || status.placement() == null) {
      return "";
    }
    boolean isPresent = status.placement().epoch().equals(status.worker().epoch());
    boolean isTriedAgain =
        run.getSpec().desiredState() != DesiredState.Stopped
            && requests(run).stream()
                .anyMatch(request ->
                    request.gesture().equals("resume")
                        && String.valueOf(status.placement().epoch()).equals(request.payload()));
    return isPresent && !isTriedAgain ? status.worker().phase() : "";
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }

  private static List<GestureRequest> requests(RunResource run) {
    return Objects.requireNonNullElse(run.getSpec().requests(), List.<GestureRequest>of()).stream()
        .filter(request -> !request.gesture().equals("checkpoint"))
        .toList();
  }

  private static CloneSource source(RunResource run) {
    return run.getStatus() == null ? null : run.getStatus().source();
  }

  private static String annotation(RunResource run, String key) {
    return Objects.requireNonNullElse(run.getMetadata().getAnnotations(), Map.<String, String>of())
        .get(key);
  }
}
