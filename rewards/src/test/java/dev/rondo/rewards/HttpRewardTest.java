package dev.rondo.rewards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rewards asked over HTTP: the example endpoint, and endpoints that misbehave. */
class HttpRewardTest {
  @Test
  void theExampleEndpointAnswers() throws Exception {
    int port = freePort();
    Process endpoint =
        new ProcessBuilder("python3", "../examples/reward_endpoint.py", "" + port).start();
    try {
      List<Double> rewards =
          reward(port, 5, Optional.empty())
              .of(List.of(sample("42"), sample("It is 42."), sample("43")));
      assertEquals(List.of(1.0, 1.0 / 3, 0.0), rewards);
    } finally {
      endpoint.destroy();
    }
  }

  @Test
  void samplesAreSentInBatchesWithTheAuthorization() throws Exception {
    List<String> seen = new ArrayList<>();
    HttpServer server = serve(200, "{\"rewards\": [0.5, null]}", request -> seen.add(request));
    try {
      List<Double> rewards =
          reward(server.getAddress().getPort(), 0, Optional.of("Bearer x"))
              .of(List.of(sample("a"), sample("b"), sample("c"), sample("d")));
      assertEquals(List.of(0.5, Double.NaN, 0.5, Double.NaN), rewards);
      assertEquals(List.of("Bearer x", "Bearer x"), seen);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void nanDoesNotApplyAsNullDoesNot() throws Exception {
    HttpServer server = serve(200, "{\"rewards\": [NaN, -1e-3]}", _ -> {});
    try {
      assertEquals(
          List.of(Double.NaN, -1e-3),
          reward(server.getAddress().getPort(), 0, Optional.empty())
              .of(List.of(sample("a"), sample("b"))));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aRenewedSecretIsSentWithTheNextRequest(@TempDir Path secrets) throws Exception {
    List<String> seen = new ArrayList<>();
    HttpServer server = serve(200, "{\"rewards\": [0.5]}", request -> seen.add(request));
    Path file = Files.createDirectory(secrets.resolve("judge")).resolve("token");
    Files.writeString(file, "Bearer old\n");
    List<String> problems = new ArrayList<>();
    try {
      Credentials credentials =
          Credentials.of(Map.of(Credentials.SECRETS_VARIABLE, secrets.toString()));
      String manifest =
          "[{\"http\": {\"url\": \"http://127.0.0.1:%d/\", \"secretRef\": {\"name\": \"judge\", \"key\": \"token\"}}}]"
              .formatted(server.getAddress().getPort());
      Reward reward =
          new RewardParser(credentials, (field, message) -> problems.add(field + message))
              .parse(new ObjectMapper().readTree(manifest))
              .getFirst()
              .reward();
      reward.of(List.of(sample("a")));
      Files.writeString(file, "Bearer new\n");
      reward.of(List.of(sample("a")));
      assertEquals(List.of("Bearer old", "Bearer new"), seen);
      assertEquals(List.of(), problems);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aServerErrorMayPassAndAWrongAnswerDoesNot() throws Exception {
    assertTrue(failure(503, "busy").mayPass());
    assertFalse(failure(404, "no").mayPass());
    assertFalse(failure(200, "{\"rewards\": [1.0]}").mayPass());
    assertFalse(failure(200, "{\"rewards\": [\"good\", \"bad\"]}").mayPass());
    assertTrue(failure(200, "not json").getMessage().contains("answered no JSON: not json"));
  }

  @Test
  void anEndpointThatIsNotThereIsNamed() throws Exception {
    int port = freePort();
    RewardException down =
        assertThrows(
            RewardException.class,
            () -> reward(port, 0, Optional.empty()).of(List.of(sample("a"))));
    assertTrue(down.mayPass());
    assertTrue(down.getMessage().contains("http://127.0.0.1:" + port), down.getMessage());
  }

  private static RewardException failure(int status, String body) throws Exception {
    HttpServer server = serve(status, body, _ -> {});
    try {
      int port = server.getAddress().getPort();
      return assertThrows(
          RewardException.class,
          () -> reward(port, 0, Optional.empty()).of(List.of(sample("a"), sample("b"))));
    } finally {
      server.stop(0);
    }
  }

  private interface Seen {
    void authorization(String value);
  }

  private static HttpServer serve(int status, String body, Seen seen) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          seen.authorization(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static HttpReward reward(int port, int retries, Optional<String> authorization) {
    return new HttpReward(
        "r",
        URI.create("http://127.0.0.1:" + port + "/"),
        Duration.ofSeconds(10),
        retries,
        retries == 0 ? 2 : 8,
        () -> authorization);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Sample sample(String completion) throws Exception {
    ObjectNode row = (ObjectNode) new ObjectMapper().readTree("{\"answer\": 42}");
    return new Sample(new TextNode("How many?"), completion, 3, true, row);
  }
}
