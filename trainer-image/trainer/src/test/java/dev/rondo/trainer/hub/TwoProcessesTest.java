package dev.rondo.trainer.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.hub.Repository.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoProcessesTest {
  private static final String WEIGHTS = "model.safetensors";

  @TempDir private Path cache;
  private FakeHub hub;
  private final byte[] weights = new byte[200_000];

  @BeforeEach
  void start() throws IOException {
    hub = new FakeHub();
    new Random(5).nextBytes(weights);
    hub.put(
        new Repository(Kind.MODEL, "owner/tiny"),
        "main",
        FakeHub.COMMIT,
        Map.of("config.json", "{}".getBytes(StandardCharsets.UTF_8), WEIGHTS, weights));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aFileThatTwoProcessesWantIsFetchedOnce() throws Exception {
    CountDownLatch bothAsked = new CountDownLatch(2);
    hub.beforeAnswer =
        request -> {
          if (request.method().equals("HEAD") && request.path().endsWith(WEIGHTS)) {
            bothAsked.countDown();
          } else if (request.toStorage()) {
            await(bothAsked);
          }
        };
    List<Process> processes =
        List.of(
            ResolveProcess.start(hub, cache, "hf://owner/tiny"),
            ResolveProcess.start(hub, cache, "hf://owner/tiny"));
    for (Process process : processes) {
      assertEquals(0, process.waitFor(), () -> output(process));
    }
    assertEquals(2, hub.count("HEAD", WEIGHTS));
    assertEquals(1, hub.requests.stream().filter(FakeHub.Request::toStorage).count());
  }

  @Test
  void whatAKilledProcessHadIsNotFetchedAgain() throws Exception {
    hub.stalling = java.util.Optional.of(WEIGHTS);
    Process killed = ResolveProcess.start(hub, cache, "hf://owner/tiny");
    Path incomplete =
        cache.resolve(
            "models--owner--tiny/blobs/" + FakeHub.hex("SHA-256", weights) + ".incomplete");
    while (killed.isAlive() && !(Files.exists(incomplete) && Files.size(incomplete) > 0)) {
      Thread.sleep(10);
    }
    killed.destroyForcibly().waitFor();
    long had = Files.size(incomplete);
    assertTrue(had > 0);

    Snapshot snapshot =
        HubClient.of(hub.settings(cache, java.util.Optional.empty(), false))
            .resolve(HubUri.parse("hf://owner/tiny"), HubListener.SILENT);
    assertArrayEquals(weights, Files.readAllBytes(snapshot.directory().resolve(WEIGHTS)));
    assertEquals("bytes=" + had + "-", hub.requests.getLast().range().orElseThrow());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static String output(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
