package dev.rondo.scheduler.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
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
    assertEquals(Instant.MIN, due("Pending"));
  }

  @Test
  void aTurnThatBeginsIsToldOnceInTheInterval() {
    wrote("Waiting");
    assertEquals(THEN.plus(ReportThrottle.INTERVAL), due("Training"));
  }

  /** Only a run that is known to wait is handed over. */
  @Test
  void aTurnThatIsOverIsDueAtOnceUnlessTurnsAreVeryShort() {
    wrote("Training");
    assertEquals(THEN.plus(ReportThrottle.SOON), due("Waiting"));
  }

  @Test
  void aCheckpointIsToldWithTheEndOfItsTurnOrSoon() {
    wrote("Training");
    assertEquals(
        NOW.plus(ReportThrottle.SOON), due(RUN, HeldRun.report("Training", 1, CHECKPOINT)));
    assertEquals(
        THEN.plus(ReportThrottle.SOON), due(RUN, HeldRun.report("Waiting", 1, CHECKPOINT)));
  }

  @Test
  void aCheckpointThatSomebodyWaitsForIsDueAtOnce() {
    wrote("Training");
    assertEquals(Instant.MIN, due(HeldRun.asked("a"), HeldRun.report("Training", 1, CHECKPOINT)));
  }

  @Test
  void anEndAndAResumeAreDueAtOnce() {
    wrote("Training");
    assertEquals(Instant.MIN, due("Stopped"));
    wrote("Stopped");
    assertEquals(Instant.MIN, due("Waiting"));
  }

  @Test
  void aNewEpochIsDueAtOnce() {
    wrote("Waiting");
    assertEquals(Instant.MIN, due(RUN, HeldRun.report("Waiting", 2, null)));
  }

  /** The run's last report had this phase. */
  private void wrote(String phase) {
    throttle.wrote(RUN, HeldRun.report(phase, 1, null), THEN);
  }

  /** When a report is due that says nothing new but this phase. */
  private Instant due(String phase) {
    return due(RUN, HeldRun.report(phase, 1, null));
  }

  private Instant due(Run run, WorkerReport next) {
    return throttle.due(run, next, NOW);
  }
}
