package dev.rondo.scheduler.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.rondo.api.names.WorkerPod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers the kubelet: {@link WorkerPod#HEALTH_PATH} while this process works, {@link
 * WorkerPod#READY_PATH} when it takes runs.
 */
final class Probes implements AutoCloseable {
  private final HttpServer server;

  /**
   * Starts to answer.
   *
   * @param problem why it is not ready; empty when it is
   * @param metrics answers scrapes
   */
  Probes(int port, Supplier<Optional<String>> problem, HttpHandler metrics) throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(WorkerPod.HEALTH_PATH, exchange -> answer(exchange, Optional.empty()));
    server.createContext(WorkerPod.READY_PATH, exchange -> answer(exchange, problem.get()));
    server.createContext("/metrics", metrics);
    server.start();
  }

  private static void answer(HttpExchange exchange, Optional<String> problem) throws IOException {
    byte[] text = (problem.orElse("ok") + "\n").getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 503, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
