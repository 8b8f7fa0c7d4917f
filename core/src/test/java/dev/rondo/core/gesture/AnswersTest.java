package dev.rondo.core.gesture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.core.clone.CloneDecision;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:02Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stop   | RUNNING   | Stopped | Accepted | stops at the next step",
        "stop   | STOPPED   | Stopped | Done     | stopped at step 5",
        "stop   | SUCCEEDED | Stopped | Done     | the run has ended: Succeeded",
        "stop   | FAILED    | Stopped | Done     | the run has ended: Failed",
        "stop   | RUNNING   | Running | Done     | overtaken by a resume",
        "resume | PENDING   | Running | Accepted | goes on",
        "resume | RUNNING   | Running | Done     | goes on from step 5",
        "resume | SUCCEEDED | Running | Done     | goes on from step 5",
        "resume | STOPPED   | Stopped | Done     | overtaken by a stop",
      })
  void anAcceptedGestureIsAnsweredByWhatTheRunDoes(
      String gesture, RunState state, DesiredState desired, String result, String message) {
    String taken = gesture.equals("stop") ? "stops at the next step" : "goes on";
    GestureRequest request = request("a", gesture, Control.ACCEPTED, taken);
    Answers answers = answers(List.of(request), List.of(), state, desired, Map.of());
    ControlEntry entry = answers.control().getFirst();
    assertEquals(result + " " + message, entry.result() + " " + entry.message());
    assertEquals(List.of(entry), answers.news());
    boolean isFinal = !result.equals(Control.ACCEPTED);
    assertEquals(isFinal ? List.of("a") : List.of(), answers.finished());
  }

  @Test
  void aResumeOfARunThatHadNoStepSaysThatItHasBegun() {
    ControlEntry done = acted("resume", "begins", 0, RunState.RUNNING, DesiredState.Running);
    assertEquals("has begun", done.message());
  }

  @Test
  void howLongAStopTookIsTold() {
    ControlEntry done = acted("stop", "stops", 3, RunState.STOPPED, DesiredState.Stopped);
    assertEquals("2026-01-01T00:00:01Z", done.time());
    assertEquals("2026-01-01T00:00:02.000000Z", done.actedTime());
    assertEquals(3L, done.step());
    assertEquals(5L, done.actedStep());
  }

  @Test
  void whatIsAnsweredStaysAnsweredAndIsNotTold() {
    ControlEntry done =
        new ControlEntry(
            "a", "stop", Control.DONE, "stopped at step 2", "2026-01-01T00:00:01Z", 2L, null, 2L);
    Answers answers =
        answers(
            List.of(request("a", "stop", Control.ACCEPTED, "stops")),
            List.of(done),
            RunState.RUNNING,
            DesiredState.Running,
            Map.of());
    assertEquals(List.of(done), answers.control());
    assertEquals(List.of(), answers.news());
    assertEquals(List.of("a"), answers.finished(), "its request can leave now");
  }

  @Test
  void aCloneIsDoneWhenItIsMadeAndRefusedWithEveryReason() {
    List<GestureRequest> requests =
        List.of(
            request("made", "clone", Control.ACCEPTED, ""),
            request("bad", "clone", Control.ACCEPTED, ""),
            request("late", "clone", Control.ACCEPTED, ""));
    Answers answers =
        answers(
            requests,
            List.of(),
            RunState.RUNNING,
            DesiredState.Running,
            Map.of(
                "made",
                new CloneDecision.MadeBefore("hot"),
                "bad",
                new CloneDecision.Refused(List.of("one", "two"))));
    Control control = new Control(answers.control());
    assertEquals("made hot", control.answer("made").orElseThrow().message());
    assertEquals("one\ntwo", control.answer("bad").orElseThrow().message());
    assertEquals(Control.ACCEPTED, control.answer("late").orElseThrow().result());
    assertEquals(List.of("made", "bad"), answers.finished());
  }

  @Test
  void theOperatorsOwnQuestionsToAWorkerAreNobodysGesture() {
    Answers answers =
        answers(
            List.of(request("q", GestureWord.CHECKPOINT, Control.ACCEPTED, "")),
            List.of(),
            RunState.RUNNING,
            DesiredState.Running,
            Map.of());
    assertTrue(answers.control().isEmpty() && answers.finished().isEmpty());
  }

  /** What comes of a gesture that was accepted at a step, once the run is in a state. */
  private static ControlEntry acted(
      String gesture, String message, long step, RunState state, DesiredState desired) {
    ControlEntry waiting =
        new ControlEntry(
            "a", gesture, Control.ACCEPTED, message, "2026-01-01T00:00:01Z", step, null, null);
    return answers(
            List.of(request("a", gesture, Control.ACCEPTED, message)),
            List.of(waiting),
            state,
            desired,
            Map.of())
        .control()
        .getFirst();
  }

  private static Answers answers(
      List<GestureRequest> requests,
      List<ControlEntry> before,
      RunState state,
      DesiredState desired,
      Map<String, CloneDecision> clones) {
    Situation run = new Situation(state, desired, true, 5, 3);
    return Answers.of(requests, before, run, clones, NOW);
  }

  private static GestureRequest request(String id, String gesture, String result, String message) {
    return new GestureRequest(id, gesture, null, "2026-01-01T00:00:01Z", result, message);
  }
}
