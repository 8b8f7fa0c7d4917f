package dev.rondo.trainer.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** An endpoint whose reward is a completion's share of the letter e; it may be slow, or away. */
final class RewardEndpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The body of every request that was answered. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  volatile boolean isHeld;
  volatile boolean isAway;
  volatile String instead = "";
  private final HttpServer server;

  RewardEndpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** The {@code rewards} of a run that asks it. */
  String rewards() {
    return """
    [{"name": "e", "http": {"url": "http://127.0.0.1:%d/", "retries": 0, "timeoutSeconds": 20}}]\
    """
        .formatted(server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try {
      while (isHeld) {
        Thread.sleep(5);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    String answer = instead.isEmpty() ? "{\"rewards\": [%s]}".formatted(rewards(body)) : instead;
    byte[] bytes = (isAway ? "down for repair" : answer).getBytes(StandardCharsets.UTF_8);
    if (!isAway) {
      asked.add(body);
    }
    exchange.sendResponseHeaders(isAway ? 503 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String rewards(String body) throws IOException {
    JsonNode samples = JSON.readTree(body).path("samples");
    return StreamSupport.stream(samples.spliterator(), false)
        .map(sample -> sample.path("completion").asText())
        .map(text -> text.chars().filter(c -> c == 'e').count() / Math.max(1.0, text.length()))
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
