package dev.rondo.scheduler.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.v1alpha1.CheckpointRef;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportThrottleTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

  private final ReportThrottle throttle = new ReportThrottle();

  @Test
  void theFirstReportIsDueAtOnce() {
    assertEquals(Instant.MIN, throttle.due("a", HeldRun.report("Pending", 1, null)));
  }

  @Test
  void aTurnThatBeginsIsToldOnceInTheInterval() {
    throttle.wrote("a", HeldRun.report("Waiting", 1, null), NOW);
    assertEquals(
        NOW.plus(ReportThrottle.INTERVAL), throttle.due("a", HeldRun.report("Training", 1, null)));
  }

  /** Only a run that is known to wait is handed over. */
  @Test
  void aTurnThatIsOverIsDueAtOnce() {
    throttle.wrote("a", HeldRun.report("Training", 1, null), NOW);
    assertEquals(Instant.MIN, throttle.due("a", HeldRun.report("Waiting", 1, null)));
  }

  @Test
  void aCheckpointIsDueAtOnce() {
    throttle.wrote("a", HeldRun.report("Training", 1, null), NOW);
    CheckpointRef checkpoint = new CheckpointRef(4L, "runs/a/1/checkpoints/step-000004", "x");
    assertEquals(Instant.MIN, throttle.due("a", HeldRun.report("Training", 1, checkpoint)));
  }

  @Test
  void anEndAndAResumeAreDueAtOnce() {
    throttle.wrote("a", HeldRun.report("Training", 1, null), NOW);
    assertEquals(Instant.MIN, throttle.due("a", HeldRun.report("Stopped", 1, null)));
    throttle.wrote("a", HeldRun.report("Stopped", 1, null), NOW);
    assertEquals(Instant.MIN, throttle.due("a", HeldRun.report("Waiting", 1, null)));
  }

  @Test
  void aNewEpochIsDueAtOnce() {
    throttle.wrote("a", HeldRun.report("Waiting", 1, null), NOW);
    assertEquals(Instant.MIN, throttle.due("a", HeldRun.report("Waiting", 2, null)));
  }
}
