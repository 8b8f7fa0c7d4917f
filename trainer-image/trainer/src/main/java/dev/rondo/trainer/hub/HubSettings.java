package dev.rondo.trainer.hub;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the hub is and how to use it.
 *
 * @param endpoint the hub's address, without a slash at the end
 * @param cache folder of the repositories' folders
 * @param token who asks
 * @param offline use the cache alone
 * @param metadataTimeout how long to wait for an answer about a file
 * @param downloadTimeout how long to wait for the next byte of a file
 * @param firstRetryDelay wait before the first retry; doubles from there
 * @param proxies the way out
 */
public record HubSettings(
    URI endpoint,
    Path cache,
    Optional<String> token,
    boolean offline,
    Duration metadataTimeout,
    Duration downloadTimeout,
    Duration firstRetryDelay,
    ProxySelector proxies) {
  private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{(?<braced>\\w+)}|(?<plain>\\w+))");

  /**
   * The settings that huggingface_hub reads from these variables: HF_ENDPOINT, HF_HUB_CACHE (or
   * HUGGINGFACE_HUB_CACHE, HF_HOME, XDG_CACHE_HOME), HF_TOKEN (or HUGGING_FACE_HUB_TOKEN, or the
   * file HF_TOKEN_PATH), HF_HUB_DISABLE_IMPLICIT_TOKEN, HF_HUB_OFFLINE (or TRANSFORMERS_OFFLINE),
   * HF_HUB_ETAG_TIMEOUT and HF_HUB_DOWNLOAD_TIMEOUT in seconds, and the proxies' HTTPS_PROXY,
   * HTTP_PROXY, ALL_PROXY and NO_PROXY.
   *
   * @throws IOException if there is a token file that cannot be read
   */
  public static HubSettings fromEnvironment(Map<String, String> environment) throws IOException {
    Path userCache = path(environment, "~/.cache");
    Path home =
        get(environment, "HF_HOME")
            .map(text -> path(environment, text))
            .orElseGet(() ->
                get(environment, "XDG_CACHE_HOME")
                    .map(text -> path(environment, text))
                    .orElse(userCache)
                    .resolve("huggingface"));
    Path cache =
        get(environment, "HF_HUB_CACHE")
            .or(() -> get(environment, "HUGGINGFACE_HUB_CACHE"))
            .map(text -> path(environment, text))
            .orElseGet(() -> home.resolve("hub"));
    Path tokenFile =
        get(environment, "HF_TOKEN_PATH")
            .map(text -> path(environment, text))
            .orElseGet(() -> home.resolve("token"));
    String endpoint = get(environment, "HF_ENDPOINT").orElse("https://huggingface.co");
    return new HubSettings(
        URI.create(endpoint.replaceFirst("/+$", "")),
        cache.toAbsolutePath(),
        token(environment, tokenFile),
        isTrue(environment, "HF_HUB_OFFLINE") || isTrue(environment, "TRANSFORMERS_OFFLINE"),
        seconds(environment, "HF_HUB_ETAG_TIMEOUT"),
        seconds(environment, "HF_HUB_DOWNLOAD_TIMEOUT"),
        Duration.ofSeconds(1),
        EnvironmentProxies.of(environment));
  }

  /** The same, but for downloads: only what is in the cache is had. */
  public HubSettings cacheOnly() {
    return new HubSettings(
        endpoint, cache, token, true, metadataTimeout, downloadTimeout, firstRetryDelay, proxies);
  }

  private static Optional<String> token(Map<String, String> environment, Path file)
      throws IOException {
    if (isTrue(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
      return Optional.empty();
    }
    Optional<String> named =
        get(environment, "HF_TOKEN").or(() -> get(environment, "HUGGING_FACE_HUB_TOKEN"));
    if (named.isPresent() || !Files.isRegularFile(file)) {
      return named;
    }
    return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
  }

  private static Optional<String> get(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static boolean isTrue(Map<String, String> environment, String name) {
    return get(environment, name).map(t -> TRUE.contains(t.toUpperCase(Locale.ROOT))).orElse(false);
  }

  private static Duration seconds(Map<String, String> environment, String name) {
    return get(environment, name)
        .filter(text -> text.matches("[1-9]\\d{0,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(Duration.ofSeconds(10));
  }

  private static Path path(Map<String, String> environment, String text) {
    Matcher variable = VARIABLE.matcher(text);
    String expanded =
        variable.replaceAll(found -> {
          String name = found.group(1) != null ? found.group(1) : found.group(2);
          return Matcher.quoteReplacement(environment.getOrDefault(name, found.group()));
        });
    if (expanded.equals("~") || expanded.startsWith("~/")) {
      String user = environment.getOrDefault("HOME", System.getProperty("user.home"));
      expanded = user + expanded.substring(1);
    }
    return Path.of(expanded);
  }
}
