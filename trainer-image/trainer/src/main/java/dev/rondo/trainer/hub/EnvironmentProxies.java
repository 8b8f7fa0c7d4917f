package dev.rondo.trainer.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Proxies by the usual environment variables, which Java itself does not read. */
final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;

  private EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Proxies these variables name; Java's own choice where they name none. */
  static ProxySelector of(Map<String, String> environment) {
    Map<String, String> copy = Map.copyOf(environment);
    boolean any =
        Stream.of("https_proxy", "http_proxy", "all_proxy").anyMatch(n -> get(copy, n).isPresent());
    return any ? new EnvironmentProxies(copy) : ProxySelector.getDefault();
  }

  @Override
  public List<Proxy> select(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return get(environment, scheme + "_proxy")
        .or(() -> get(environment, "all_proxy"))
        .filter(proxy -> !isDirect(uri.getHost()))
        .map(EnvironmentProxies::proxy)
        .map(List::of)
        .orElse(List.of(Proxy.NO_PROXY));
  }

  private boolean isDirect(String host) {
    return get(environment, "no_proxy").stream()
        .flatMap(names -> Stream.of(names.split(",", -1)))
        .map(name -> name.strip().replaceFirst("^\\*?\\.", ""))
        .anyMatch(name ->
            name.equals("*")
                || host.equalsIgnoreCase(name)
                || (!name.isEmpty() && host.endsWith("." + name)));
  }

  private static Proxy proxy(String text) {
    URI address = URI.create(text.contains("://") ? text : "http://" + text);
    int port = address.getPort() > 0 ? address.getPort() : 80;
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port));
  }

  private static Optional<String> get(Map<String, String> environment, String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .map(environment::get)
        .filter(value -> value != null && !value.isBlank())
        .map(String::strip)
        .findFirst();
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
