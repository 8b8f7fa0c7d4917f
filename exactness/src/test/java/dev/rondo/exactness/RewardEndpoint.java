package dev.rondo.exactness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves rewards, and never the same twice: a run that asks again what it was told before goes
 * another way from then on.
 */
final class RewardEndpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;

  /** What happens while a request is there. */
  interface Visit {
    /** Called with how many requests there were, this one included. */
    void request(int count) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile Visit before = _ -> {};
  private volatile Visit after = _ -> {};

  private RewardEndpoint(HttpServer server) {
    this.server = server;
  }

  static RewardEndpoint start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RewardEndpoint endpoint = new RewardEndpoint(server);
    server.createContext("/", endpoint::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return endpoint;
  }

  String url() {
    return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
  }

  /** How often it was asked. */
  int requests() {
    return requests.get();
  }

  /** What happens when a request has come and before it is answered, and when it was answered. */
  void visits(Visit beforeAnswer, Visit afterAnswer) {
    before = beforeAnswer;
    after = afterAnswer;
  }

  private void answer(HttpExchange exchange) throws IOException {
    int count = requests.incrementAndGet();
    try (exchange) {
      JsonNode asked = JSON.readTree(exchange.getRequestBody());
      before.request(count);
      var reply = JSON.createObjectNode();
      var rewards = reply.putArray("rewards");
      for (int i = 0; i < asked.path("samples").size(); i++) {
        rewards.add(Math.sin(answers.incrementAndGet()));
      }
      byte[] bytes = JSON.writeValueAsBytes(reply);
      exchange.sendResponseHeaders(OK, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
      after.request(count);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
