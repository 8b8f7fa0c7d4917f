package dev.rondo.scheduler.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StatusPublisherTest {
  private final Run run = HeldRun.of("a", 1, null);

  @Test
  void offeringNeverWaitsAndTheNewestReportIsToldWhenTheServerIsBack() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    List<String> written = new CopyOnWriteArrayList<>();
    try (StatusPublisher publisher =
        new StatusPublisher(
            (_, report) -> {
              asked.countDown();
              await(back);
              written.add(report.phase());
              return new StatusTarget.Answer.Written();
            },
            Clock.systemUTC())) {
      publisher.offer(run, report("Pending"));
      asked.await();
      publisher.offer(run, report("Preparing"));
      publisher.offer(run, report("Succeeded"));
      back.countDown();
    }
    assertEquals(List.of("Pending", "Succeeded"), written);
  }

  @Test
  void whatTheServerDidNotTakeIsTriedAgainUnlessSomethingNewerIsThere() {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (StatusPublisher publisher =
        new StatusPublisher(
            (_, report) -> {
              asked.add(report.phase());
              return asked.size() == 1
                  ? new StatusTarget.Answer.Away("connection refused")
                  : new StatusTarget.Answer.Written();
            },
            Clock.systemUTC())) {
      publisher.offer(run, report("Failed"));
    }
    assertEquals(List.of("Failed", "Failed"), asked);
  }

  @Test
  void whatWasRefusedIsNotTriedAgain() {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (StatusPublisher publisher =
        new StatusPublisher(
            (_, report) -> {
              asked.add(report.phase());
              return new StatusTarget.Answer.Refused("placed again since");
            },
            Clock.systemUTC())) {
      publisher.offer(run, report("Waiting"));
    }
    assertEquals(List.of("Waiting"), asked);
  }

  private static WorkerReport report(String phase) {
    return HeldRun.report(phase, 1, null);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
