package dev.rondo.trainer.hub;

import dev.rondo.trainer.hub.HubException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Requests to the hub: tried again on passing faults, and through redirects; the token goes to the
 * hub alone, never to the storage it redirects to.
 */
final class HubTransport {
  private static final int MOST_REDIRECTS = 10;
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  private static final Set<String> HUB_ORIGINS = Set.of("https://huggingface.co", "https://hf.co");
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

  private final HubSettings settings;
  private final HttpClient client;

  HubTransport(HubSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.metadataTimeout())
            .proxy(settings.proxies())
            .build();
  }

  /**
   * Sends a request, at most {@code tries} times. A HEAD stops at a redirect off the hub, because
   * that redirect itself tells of the file.
   *
   * @throws HubException (unreachable) if no try was answered
   */
  <T> HttpResponse<T> send(
      String method, URI uri, Map<String, String> headers, BodyHandler<T> body, int tries)
      throws IOException, InterruptedException {
    Duration delay = settings.firstRetryDelay();
    for (int left = tries - 1; ; left--) {
      try {
        HttpResponse<T> response = throughRedirects(method, uri, headers, body);
        if (left <= 0 || !PASSING.contains(response.statusCode())) {
          return response;
        }
        discard(response);
        delay = longer(delay, retryAfter(response));
      } catch (HubException refused) {
        throw refused;
      } catch (IOException failed) {
        if (left <= 0) {
          throw unreachable(uri, failed);
        }
      }
      Thread.sleep(delay);
      delay = delay.multipliedBy(2);
    }
  }

  /** What to say when nothing comes back. */
  HubException unreachable(URI uri, IOException cause) {
    String said =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new HubException(
        Reason.UNREACHABLE,
        "%s does not answer (%s); check the network, HF_ENDPOINT and the proxy settings, or set"
                .formatted(origin(uri), said)
            + " HF_HUB_OFFLINE=1 to use the cache alone",
        cause);
  }

  private <T> HttpResponse<T> throughRedirects(
      String method, URI start, Map<String, String> headers, BodyHandler<T> body)
      throws IOException, InterruptedException {
    URI uri = start;
    for (int hop = 0; hop < MOST_REDIRECTS; hop++) {
      HttpResponse<T> response = client.send(request(method, uri, headers), body);
      var location = response.headers().firstValue("Location");
      if (response.statusCode() / 100 != 3 || location.isEmpty()) {
        return response;
      }
      URI target = uri.resolve(location.get());
      if (method.equals("HEAD") && !isHub(target)) {
        return response;
      }
      discard(response);
      uri = target;
    }
    throw new HubException(Reason.UNREACHABLE, start + " redirects without end");
  }

  private HttpRequest request(String method, URI uri, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(settings.metadataTimeout())
            .header("User-Agent", "rondo; java/" + Runtime.version().feature())
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    if (isHub(uri)) {
      settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    }
    return request.build();
  }

  private boolean isHub(URI uri) {
    String origin = origin(uri);
    return origin.equals(origin(settings.endpoint())) || HUB_ORIGINS.contains(origin);
  }

  private static String origin(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (usual ? "" : ":" + uri.getPort());
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(Duration.ZERO);
  }

  private static Duration longer(Duration delay, Duration wished) {
    Duration bounded = wished.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : wished;
    return delay.compareTo(bounded) > 0 ? delay : bounded;
  }

  private static void discard(HttpResponse<?> response) throws IOException {
    if (response.body() instanceof InputStream stream) {
      stream.close();
    }
  }
}
