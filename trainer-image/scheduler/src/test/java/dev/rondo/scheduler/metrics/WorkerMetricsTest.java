package dev.rondo.scheduler.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.scheduler.record.TurnLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a scraper gets over HTTP. */
class WorkerMetricsTest {
  private final WorkerMetrics metrics = new WorkerMetrics("support", 2);
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", metrics.handler());
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void aRunsNumbersAreThoseOfItsNewestReport() throws Exception {
    metrics.told("a", report("Training", 0, 7L, 2.5, null));
    metrics.told("a", report("Training", 0, 8L, 2.25, null));
    List<String> lines = scrape();
    assertTrue(lines.contains("rondo_run_loss{experiment=\"support\",run=\"a\"} 2.25"));
    assertTrue(lines.contains("rondo_run_step{experiment=\"support\",run=\"a\"} 8.0"));
    assertTrue(lines.contains("rondo_run_steps{experiment=\"support\",run=\"a\"} 16.0"));
  }

  @Test
  void whatAReportDoesNotTellIsNotShown() throws Exception {
    metrics.told("a", report("Training", 0, 7L, 2.5, null));
    assertTrue(of("a").stream().noneMatch(line -> line.startsWith("rondo_run_eval_loss")));
  }

  @Test
  void aRunHasOnePhaseAndAtMostOneSlot() throws Exception {
    metrics.told("a", report("Training", 1, 7L, 2.5, null));
    metrics.told("a", report("Waiting", null, 8L, 2.5, null));
    assertEquals(
        List.of("rondo_run_phase{experiment=\"support\",phase=\"Waiting\",run=\"a\"} 1.0"),
        of("a").stream().filter(line -> line.startsWith("rondo_run_phase")).toList());
    assertTrue(of("a").stream().noneMatch(line -> line.startsWith("rondo_run_slot")));
  }

  @Test
  void aRunsSeriesEndWithIt() throws Exception {
    metrics.told("a", report("Training", 0, 7L, 2.5, null));
    metrics.told("b", report("Waiting", null, 4L, 2.5, null));
    metrics.forgotten("a");
    assertEquals(List.of(), of("a"));
    assertFalse(of("b").isEmpty());
  }

  @Test
  void checkpointsAndGesturesAreCountedByWhatReportsTell() throws Exception {
    metrics.told("a", report("Training", 0, 4L, 2.5, null));
    metrics.told("a", report("Training", 0, 5L, 2.5, 4L));
    metrics.told("a", report("Training", 0, 6L, 2.5, 4L));
    metrics.told("a", report("Stopped", null, 6L, 2.5, 6L));
    metrics.told("a", report("Waiting", null, 6L, 2.5, 6L));
    List<String> lines = of("a");
    assertTrue(lines.contains("rondo_run_checkpoints_total{experiment=\"support\",run=\"a\"} 2.0"));
    for (String gesture : List.of("stop", "resume")) {
      assertTrue(
          lines.contains(
              "rondo_run_gestures_total{experiment=\"support\",gesture=\"%s\",run=\"a\"} 1.0"
                  .formatted(gesture)));
    }
  }

  @Test
  void aSlotTellsWhereItsTimeWentAndHowTurnsEnded() throws Exception {
    metrics.taken(1);
    metrics.freed(1);
    metrics.told("a", report("Training", 1, 4L, 2.5, null));
    metrics.turned(turn("Completed"));
    metrics.turned(turn("Crashed"));
    List<String> lines = scrape();
    String slot = "experiment=\"support\",slot=\"1\"";
    assertTrue(
        lines.contains(
            "rondo_slot_turn_seconds_total{activity=\"swap\",experiment=\"support\",slot=\"1\"} 0.5"));
    assertTrue(
        lines.contains(
            "rondo_slot_turns_total{ended=\"crashed\",experiment=\"support\",slot=\"1\"} 1.0"));
    assertTrue(lines.contains("rondo_run_restarts_total{experiment=\"support\",run=\"a\"} 1.0"));
    assertTrue(
        lines.stream().anyMatch(l -> l.startsWith("rondo_slot_busy_seconds_total{" + slot + "}")));
    assertTrue(
        lines.contains("rondo_slot_busy_seconds_total{experiment=\"support\",slot=\"0\"} 0.0"));
  }

  private List<String> of(String run) throws Exception {
    return scrape().stream().filter(line -> line.contains("run=\"" + run + "\"")).toList();
  }

  private List<String> scrape() throws Exception {
    URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .toList();
    }
  }

  private static TurnLog.Entry turn(String ended) {
    return new TurnLog.Entry("a", List.of("a"), 0, 1, "", "", 0, 4, 0.25, 2, 1, "", ended);
  }

  private static WorkerReport report(
      String phase, Integer slot, long step, double loss, Long durable) {
    return new WorkerReport(
        1L,
        phase,
        slot,
        new Progress(step, 16L, 1, 4, "2/4", 0.5, 28L, 2800L),
        new RunMetrics(loss, null, null, null, 1e-3, null, null, null, null),
        durable == null ? null : new CheckpointRef(durable, "runs/a/1/step-" + durable, "sha256:0"),
        null,
        null);
  }
}
