package dev.rondo.trainer.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A hub on two local ports: one answers as the hub's API does, the other as the storage it
 * redirects large files to. Faults are asked for by file.
 */
public final class FakeHub implements AutoCloseable {
  /** Files of at least this size are "large": stored elsewhere, named by SHA-256. */
  static final int LARGE = 1000;

  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** One request, for tests to look at. */
  public record Request(
      boolean toStorage,
      String method,
      String path,
      Optional<String> token,
      Optional<String> range) {}

  private record Repo(Map<String, String> revisions, Map<String, Map<String, byte[]>> commits) {}

  private final HttpServer hub = server();
  private final HttpServer storage = server();
  private final Map<String, Repo> repos = new ConcurrentHashMap<>();
  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
  private final Map<String, Integer> dropsLeft = new ConcurrentHashMap<>();
  private final Map<String, Integer> failuresLeft = new ConcurrentHashMap<>();
  public final List<Request> requests = new CopyOnWriteArrayList<>();

  volatile Optional<String> neededToken = Optional.empty();
  public volatile boolean gated;
  volatile Optional<String> damaged = Optional.empty();
  volatile Optional<String> stalling = Optional.empty();
  volatile Consumer<Request> beforeAnswer = request -> {};

  /** Listens. */
  public FakeHub() throws IOException {
    hub.createContext("/", exchange -> answer(exchange, false));
    storage.createContext("/", exchange -> answer(exchange, true));
    for (HttpServer server : List.of(hub, storage)) {
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
    }
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /** Puts files at a commit of a repository, and points a branch or tag at it. */
  public void put(
      Repository repository, String revision, String commit, Map<String, byte[]> files) {
    Repo repo =
        repos.computeIfAbsent(
            repository.pagePath(), path -> new Repo(new TreeMap<>(), new TreeMap<>()));
    repo.revisions().put(revision, commit);
    repo.revisions().put(commit, commit);
    repo.commits().put(commit, new TreeMap<>(files));
  }

  /** Breaks the connection in the middle of this file, the next so many times. */
  public void drop(String file, int times) {
    dropsLeft.put(file, times);
  }

  /** Answers requests whose path ends so with 503, the next so many times. */
  public void fail(String pathEnd, int times) {
    failuresLeft.put(pathEnd, times);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
  }

  HubSettings settings(Path cache, Optional<String> token, boolean offline) {
    return new HubSettings(
        endpoint(),
        cache,
        token,
        offline,
        Duration.ofSeconds(5),
        Duration.ofMillis(300),
        Duration.ofMillis(1),
        ProxySelector.getDefault());
  }

  long gets(String pathEnd) {
    return count("GET", pathEnd);
  }

  long count(String method, String pathEnd) {
    return requests.stream()
        .filter(r -> r.method().equals(method) && r.path().endsWith(pathEnd))
        .count();
  }

  private void answer(HttpExchange exchange, boolean toStorage) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Optional<String> token = header(exchange, "Authorization").map(t -> t.substring(7));
    Optional<String> range = header(exchange, "Range");
    Request request = new Request(toStorage, exchange.getRequestMethod(), path, token, range);
    requests.add(request);
    beforeAnswer.accept(request);
    try (exchange) {
      if (takeOne(failuresLeft, path)) {
        exchange.sendResponseHeaders(503, -1);
      } else if (toStorage) {
        byte[] bytes = stored.get(path.substring(1));
        send(exchange, path.substring(1), bytes, range);
      } else if (path.startsWith("/api/")) {
        api(exchange, path, token);
      } else {
        resolve(exchange, path, token, range);
      }
    }
  }

  private void api(HttpExchange exchange, String path, Optional<String> token) throws IOException {
    int at = path.indexOf("/revision/");
    String repository = path.substring("/api".length(), at).replaceFirst("^/models", "");
    String revision =
        URLDecoder.decode(
            exchange.getRequestURI().getRawPath().replaceFirst(".*/revision/", ""),
            StandardCharsets.UTF_8);
    Repo repo = repos.get(repository);
    if (repo == null) {
      refuse(exchange, 401, "RepoNotFound", "Repository not found");
    } else if (refused(exchange, token)) {
      return;
    } else if (!repo.revisions().containsKey(revision)) {
      refuse(exchange, 404, "RevisionNotFound", "Invalid rev id: " + revision);
    } else {
      String commit = repo.revisions().get(revision);
      List<Map<String, String>> siblings =
          repo.commits().get(commit).keySet().stream().map(f -> Map.of("rfilename", f)).toList();
      byte[] body =
          new ObjectMapper()
              .writeValueAsBytes(Map.of("id", repository, "sha", commit, "siblings", siblings));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void resolve(
      HttpExchange exchange, String path, Optional<String> token, Optional<String> range)
      throws IOException {
    int at = path.indexOf("/resolve/");
    Repo repo = repos.get(path.substring(0, at));
    String[] rest = path.substring(at + "/resolve/".length()).split("/", 2);
    if (refused(exchange, token)) {
      return;
    }
    String commit = repo.revisions().get(rest[0]);
    String file = rest[1];
    byte[] bytes = repo.commits().get(commit).get(file);
    exchange.getResponseHeaders().set("X-Repo-Commit", commit);
    if (bytes == null) {
      refuse(exchange, 404, "EntryNotFound", "Entry not found");
    } else if (bytes.length >= LARGE) {
      String sha = hex("SHA-256", bytes);
      stored.put(sha + "/" + file, bytes);
      exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + sha + "\"");
      exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(bytes.length));
      exchange
          .getResponseHeaders()
          .set(
              "Location",
              "http://127.0.0.1:" + storage.getAddress().getPort() + "/" + sha + "/" + file);
      exchange.sendResponseHeaders(302, -1);
    } else {
      exchange.getResponseHeaders().set("ETag", "\"" + gitSha(bytes) + "\"");
      send(exchange, file, bytes, range);
    }
  }

  private void send(HttpExchange exchange, String file, byte[] bytes, Optional<String> range)
      throws IOException {
    int from = range.map(r -> Integer.parseInt(r.replace("bytes=", "").replace("-", ""))).orElse(0);
    byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
    if (damaged.filter(file::endsWith).isPresent()) {
      rest[rest.length - 1] ^= 1;
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
    if (takeOne(dropsLeft, file)) {
      exchange.getResponseBody().write(rest, 0, rest.length / 3);
      exchange.getResponseBody().flush();
    } else if (stalling.filter(file::endsWith).isPresent()) {
      stalling = Optional.empty();
      exchange.getResponseBody().write(rest, 0, rest.length / 3);
      exchange.getResponseBody().flush();
      pause();
    } else {
      exchange.getResponseBody().write(rest);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofSeconds(30));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean refused(HttpExchange exchange, Optional<String> token) throws IOException {
    if (gated) {
      refuse(exchange, 403, "GatedRepo", "Access to this model is restricted");
    } else if (neededToken.isPresent() && !neededToken.equals(token)) {
      boolean wrong = token.isPresent();
      refuse(
          exchange,
          wrong ? 403 : 401,
          wrong ? "" : "RepoNotFound",
          wrong ? "Forbidden" : "Repository not found");
    } else {
      return false;
    }
    return true;
  }

  private static void refuse(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    if (!code.isEmpty()) {
      exchange.getResponseHeaders().set("X-Error-Code", code);
    }
    exchange.getResponseHeaders().set("X-Error-Message", message);
    exchange.sendResponseHeaders(status, -1);
  }

  private static boolean takeOne(Map<String, Integer> counts, String path) {
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      if (path.endsWith(count.getKey()) && count.getValue() > 0) {
        counts.merge(count.getKey(), -1, Integer::sum);
        return true;
      }
    }
    return false;
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  static String gitSha(byte[] bytes) {
    byte[] prefix = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(prefix, prefix.length + bytes.length);
    System.arraycopy(bytes, 0, whole, prefix.length, bytes.length);
    return hex("SHA-1", whole);
  }

  static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (java.security.NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Override
  public void close() {
    hub.stop(0);
    storage.stop(0);
  }
}
