package dev.rondo.exactness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rondo run} of a GRPO run whose reward endpoint is not there at first. */
class RewardEndpointTest {
  private static final Path REFERENCES = Path.of("..", "references").toAbsolutePath().normalize();
  private static final String JUDGED = "tiny-judged-1";
  private static final String OTHER = "tiny-other-1";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void theRunWaitsAloneIsKilledAndEndsAsIfTheEndpointHadBeenThere() throws Exception {
    int port = freePort();
    Path manifest = manifest(port);
    Store calm = new Store(directory.resolve("calm"));
    HttpServer server = serve(port);
    try (RondoProcess rondo = RondoProcess.run(manifest, calm)) {
      assertEquals(0, rondo.await(), rondo::output);
    } finally {
      server.stop(0);
    }
    Store store = new Store(directory.resolve("store"));
    try (RondoProcess rondo = RondoProcess.run(manifest, store)) {
      awaitState(rondo, store);
      assertTrue(store.message(JUDGED).contains("127.0.0.1:" + port), () -> "it says who is away");
      rondo.kill();
    }
    try (RondoProcess rondo = RondoProcess.run(manifest, store)) {
      awaitState(rondo, store);
      server = serve(port);
      assertEquals(0, rondo.await(), rondo::output);
    } finally {
      server.stop(0);
    }
    store.assertSameAs(calm, List.of(JUDGED, OTHER));
  }

  /** Waits until the judged run waits for its endpoint, and the other has ended on the one slot. */
  private static void awaitState(RondoProcess rondo, Store store)
      throws IOException, InterruptedException {
    while (!Files.exists(store.run(OTHER).resolve("run.yaml"))
        || !store.state(OTHER).equals("Succeeded")
        || !phase(store).equals("RewardEndpointUnavailable")) {
      assertTrue(rondo.isAlive(), rondo::output);
      Thread.sleep(50);
    }
  }

  private static String phase(Store store) throws IOException {
    return store.status(JUDGED).path("worker").path("phase").asText();
  }

  private Path manifest(int port) throws IOException {
    Path file = directory.resolve("experiment.yaml");
    Files.writeString(
        file,
        """
        apiVersion: rondo.dev/v1alpha1
        kind: Experiment
        metadata: {name: tiny}
        spec:
          trainer: GRPO
          chunks: 1
          model: {uri: "%1$s"}
          dataset: {train: {uri: "%2$s", limit: 16}, eval: {uri: "%3$s", limit: 2}}
          base:
            peft: {r: 4, target_modules: [q_proj, v_proj]}
            trainingArgs: {per_device_train_batch_size: 8, num_generations: 4, max_completion_length: 6, max_steps: 3, learning_rate: 0.01, logging_steps: 1}
          configs:
          - name: judged
            rewards: [{name: judge, http: {url: "http://127.0.0.1:%4$d/", retries: 0, timeoutSeconds: 5}}]
          - name: other
            rewards: [{length: {min: 2, max: 4}}]
          worker: {gpus: 0, slots: 1}
        """
            .formatted(
                REFERENCES.resolve("models/tiny-llama"),
                REFERENCES.resolve("data/grpo.jsonl"),
                REFERENCES.resolve("data/grpo-eval.jsonl"),
                port));
    return file;
  }

  /** An endpoint whose reward is a completion's share of the letter e. */
  private static HttpServer serve(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          JsonNode asked = JSON.readTree(exchange.getRequestBody());
          String rewards =
              asked
                  .path("samples")
                  .valueStream()
                  .map(sample -> sample.path("completion").asText())
                  .map(text -> text.chars().filter(c -> c == 'e').count() / (1.0 + text.length()))
                  .map(String::valueOf)
                  .collect(Collectors.joining(", "));
          byte[] answer = "{\"rewards\": [%s]}".formatted(rewards).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
