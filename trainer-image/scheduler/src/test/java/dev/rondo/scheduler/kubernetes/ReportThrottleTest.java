package dev.rondo.scheduler.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Run;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportThrottleTest {
  private static final Instant THEN = Instant.parse("2026-05-04T03:02:01Z");
  private static final Instant NOW = THEN.plusSeconds(3);
  private static final Run RUN = HeldRun.of("a", 1, null);
  private static final CheckpointRef CHECKPOINT =
      new CheckpointRef(4L, "runs/a/1/checkpoints/step-000004", "x");

  private final ReportThrottle throttle = new ReportThrottle();

  @Test
  void theFirstReportIsDueAtOnce() {
    assertEquals(Instant.MIN, throttle.due(RUN, HeldRun.report("Pending", 1, null), NOW));
  }

  @Test
  void aTurnThatBeginsIsToldOnceInTheInterval() {
    throttle.wrote(RUN, HeldRun.report("Waiting", 1, null), THEN);
    assertEquals(
        THEN.plus(ReportThrottle.INTERVAL),
        throttle.due(RUN, HeldRun.report("Training", 1, null), NOW));
  }

  /** Only a run that is known to wait is handed over. */
  @Test
  void aTurnThatIsOverIsDueAtOnceUnlessTurnsAreVeryShort() {
    throttle.wrote(RUN, HeldRun.report("Training", 1, null), THEN);
    assertEquals(
        THEN.plus(ReportThrottle.SOON), throttle.due(RUN, HeldRun.report("Waiting", 1, null), NOW));
  }

  @Test
  void aCheckpointIsToldWithTheEndOfItsTurnOrSoon() {
    throttle.wrote(RUN, HeldRun.report("Training", 1, null), THEN);
    assertEquals(
        NOW.plus(ReportThrottle.SOON),
        throttle.due(RUN, HeldRun.report("Training", 1, CHECKPOINT), NOW));
    assertEquals(
        THEN.plus(ReportThrottle.SOON),
        throttle.due(RUN, HeldRun.report("Waiting", 1, CHECKPOINT), NOW));
  }

  @Test
  void aCheckpointThatSomebodyWaitsForIsDueAtOnce() {
    throttle.wrote(RUN, HeldRun.report("Training", 1, null), THEN);
    assertEquals(
        Instant.MIN,
        throttle.due(HeldRun.asked("a"), HeldRun.report("Training", 1, CHECKPOINT), NOW));
  }

  @Test
  void anEndAndAResumeAreDueAtOnce() {
    throttle.wrote(RUN, HeldRun.report("Training", 1, null), THEN);
    assertEquals(Instant.MIN, throttle.due(RUN, HeldRun.report("Stopped", 1, null), NOW));
    throttle.wrote(RUN, HeldRun.report("Stopped", 1, null), THEN);
    assertEquals(Instant.MIN, throttle.due(RUN, HeldRun.report("Waiting", 1, null), NOW));
  }

  @Test
  void aNewEpochIsDueAtOnce() {
    throttle.wrote(RUN, HeldRun.report("Waiting", 1, null), THEN);
    assertEquals(Instant.MIN, throttle.due(RUN, HeldRun.report("Waiting", 2, null), NOW));
  }
}
