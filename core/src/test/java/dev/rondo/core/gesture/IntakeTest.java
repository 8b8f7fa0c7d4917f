package dev.rondo.core.gesture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.core.lifecycle.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.1234Z");

  @ParameterizedTest
  @CsvSource({
    "PENDING,   Running, stop,   Accepted, Stopped",
    "RUNNING,   Running, stop,   Accepted, Stopped",
    "RUNNING,   Stopped, stop,   Done,     ",
    "STOPPED,   Stopped, stop,   Done,     ",
    "STOPPED,   Running, stop,   Accepted, Stopped",
    "SUCCEEDED, Running, stop,   Refused,  ",
    "FAILED,    Running, stop,   Refused,  ",
    "PENDING,   Running, resume, Done,     ",
    "RUNNING,   Running, resume, Done,     ",
    "RUNNING,   Stopped, resume, Accepted, Running",
    "STOPPED,   Stopped, resume, Accepted, Running",
    "STOPPED,   Running, resume, Done,     ",
    "SUCCEEDED, Stopped, resume, Refused,  ",
    "FAILED,    Running, resume, Accepted, Running",
  })
  void aGestureIsJudgedByWhereTheRunIsGoing(
      RunState state, DesiredState desired, String word, String result, DesiredState wanted) {
    Intake intake = read(Map.of("rondo.dev/" + word, "true"), 0, run(state, desired));
    GestureRequest request = intake.requests().getFirst();
    assertEquals(result, request.result(), request::message);
    assertEquals(Optional.ofNullable(wanted), intake.desired());
    assertEquals(word + "-nonce", request.id());
    assertEquals("2026-01-01T00:00:00.123400Z", request.time());
  }

  @Test
  void aResumeOfAFailedRunIsAboutThisFailureAlone() {
    assertEquals("3", request("resume", run(RunState.FAILED, DesiredState.Running)).payload());
    assertEquals(null, request("resume", run(RunState.STOPPED, DesiredState.Stopped)).payload());
  }

  @Test
  void stopAndResumeAtOnceAreRefusedBothAndAClonePassesBeside() {
    Intake intake =
        read(
            Map.of(Annotations.STOP, "true", Annotations.RESUME, "true", Annotations.CLONE, "{}"),
            0,
            run(RunState.RUNNING, DesiredState.Running));
    Map<String, String> results =
        intake.requests().stream()
            .collect(Collectors.toMap(GestureRequest::gesture, GestureRequest::result));
    assertEquals(
        Map.of("stop", Control.REFUSED, "resume", Control.REFUSED, "clone", Control.ACCEPTED),
        results);
    assertEquals(Optional.empty(), intake.desired());
    assertEquals(3, intake.taken().size());
  }

  @Test
  void whatIsNotTrueIsRefusedAndTakenOff() {
    Intake intake =
        read(Map.of(Annotations.STOP, "yes"), 0, run(RunState.RUNNING, DesiredState.Running));
    assertEquals(Map.of(Annotations.STOP, "yes"), intake.taken());
    assertTrue(intake.requests().getFirst().message().contains("is not \"true\""));
  }

  @Test
  void otherPeoplesAnnotationsAreLeftAlone() {
    Intake intake =
        read(
            Map.of("team.example/stop", "true", Annotations.CONFIG_DIGEST, "sha256:1"),
            0,
            run(RunState.RUNNING, DesiredState.Running));
    assertTrue(intake.isEmpty());
    assertEquals(Map.of(), intake.taken());
  }

  @Test
  void aPayloadThatIsTooLongIsRefusedAndRecordedCutShort() {
    GestureRequest request =
        read(
                Map.of(Annotations.CLONE, "x".repeat(20_000)),
                0,
                run(RunState.RUNNING, DesiredState.Running))
            .requests()
            .getFirst();
    assertEquals(Control.REFUSED, request.result());
    assertEquals(16_384, request.payload().length());
  }

  @Property
  void whatIsTakenOffIsRecordedAndNothingElseAndTheListStaysBounded(
      @ForAll Set<Word> words, @ForAll @IntRange(max = 12) int open) {
    Map<String, String> annotations =
        words.stream().collect(Collectors.toMap(word -> "rondo.dev/" + word, word -> "true"));
    Intake intake = read(annotations, open, run(RunState.RUNNING, DesiredState.Running));
    List<String> recorded =
        intake.requests().stream().map(request -> "rondo.dev/" + request.gesture()).toList();
    assertEquals(intake.taken().keySet(), Set.copyOf(recorded));
    assertEquals(recorded.size(), Set.copyOf(recorded).size());
    assertTrue(intake.isEmpty() || open + recorded.size() <= Intake.MOST_OPEN);
    assertTrue(!intake.isEmpty() || words.isEmpty() || open + words.size() > Intake.MOST_OPEN);
  }

  /** Gestures by annotation. */
  enum Word {
    stop,
    resume,
    clone
  }

  private static GestureRequest request(String word, Situation run) {
    return read(Map.of("rondo.dev/" + word, "true"), 0, run).requests().getFirst();
  }

  private static Intake read(Map<String, String> annotations, int open, Situation run) {
    return Intake.of(annotations, open, run, _ -> new Verdict.NewRun(), "nonce", NOW);
  }

  private static Situation run(RunState state, DesiredState desired) {
    return new Situation(state, desired, true, 5, 3);
  }
}
