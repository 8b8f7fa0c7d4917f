package dev.rondo.core.gesture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.core.lifecycle.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RequestRecordTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Situation RUNNING = new Situation(RunState.RUNNING, null, true, 4, 1);

  @Test
  void whatIsWrongWithAnEntryIsTold() {
    assertEquals(
        Optional.of("result is missing, must be Accepted, Done or Refused"),
        RequestRecord.problem(new GestureRequest("a", "stop", null)));
    assertEquals(
        Optional.of("gesture is \"pause\", must be stop, resume, clone or checkpoint"),
        RequestRecord.problem(entry("a", "pause", null, NOW.toString(), "Accepted")));
    assertEquals(
        Optional.of("id is \"\", must be 1 to 100 characters"),
        RequestRecord.problem(entry("", "stop", null, NOW.toString(), "Accepted")));
    assertEquals(
        Optional.of("time is \"soon\", must be a time like 2026-01-01T00:00:00Z"),
        RequestRecord.problem(entry("a", "stop", null, "soon", "Accepted")));
    assertEquals(
        Optional.of("payload is \"now\", must be the step at which a checkpoint was asked for"),
        RequestRecord.problem(entry("a", "checkpoint", "now", NOW.toString(), "Accepted")));
    assertEquals(
        Optional.of("payload is \"{mystery: 7}\", must be what a clone changes"),
        RequestRecord.problem(entry("a", "clone", "{mystery: 7}", NOW.toString(), "Accepted")));
  }

  @Test
  void whatTheOperatorRecordsIsARecordAlsoARefusal() {
    for (Map<String, String> annotations :
        List.of(
            Map.of("rondo.dev/stop", "true", "rondo.dev/resume", "no"),
            Map.of("rondo.dev/clone", "{mystery: 7}"),
            Map.of("rondo.dev/clone", "x".repeat(20_000)))) {
      Intake.of(
              annotations,
              0,
              RUNNING,
              _ -> new Verdict.Refused("a".repeat(10_000), "b"),
              "nonce",
              NOW)
          .requests()
          .forEach(request -> {
            assertEquals(Optional.empty(), RequestRecord.problem(request));
            assertTrue(request.message().length() <= 4096);
          });
    }
  }

  @Property(tries = 2000)
  void whateverPassesIsAnswered(@ForAll("entries") GestureRequest entry) {
    if (RequestRecord.problem(entry).isEmpty()) {
      Answers answers = Answers.of(List.of(entry), null, RUNNING, Map.of(), NOW);
      assertTrue(answers.news().stream().allMatch(answer -> answer.message() != null));
    }
  }

  @Provide
  Arbitrary<GestureRequest> entries() {
    return Combinators.combine(
            words("", "a", "x".repeat(200)),
            words("stop", "resume", "clone", "delete", "checkpoint", "pause"),
            words("", "12", "{mystery: 7}", "{warmStart: true}", "9".repeat(40)),
            words("soon", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+02:00", "9999-99-99"),
            words("Accepted", "Done", "Refused", "Perhaps"),
            words("", "why"))
        .as(GestureRequest::new);
  }

  private static Arbitrary<String> words(String... words) {
    return Arbitraries.of(words).injectNull(0.1);
  }

  private static GestureRequest entry(
      String id, String gesture, String payload, String time, String result) {
    return new GestureRequest(id, gesture, payload, time, result, "");
  }
}
