package dev.rondo.trainer.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubSettingsTest {
  @TempDir private Path home;

  @Test
  void withoutVariablesItIsThePublicHubAndTheUsersCache() throws Exception {
    HubSettings settings = HubSettings.fromEnvironment(Map.of("HOME", home.toString()));
    assertEquals(URI.create("https://huggingface.co"), settings.endpoint());
    assertEquals(home.resolve(".cache/huggingface/hub"), settings.cache());
    assertEquals(Optional.empty(), settings.token());
    assertEquals(Duration.ofSeconds(10), settings.downloadTimeout());
  }

  @ParameterizedTest
  @CsvSource({
    "HF_HUB_CACHE, /a/hub, /a/hub",
    "HUGGINGFACE_HUB_CACHE, /b, /b",
    "HF_HOME, /c, /c/hub",
    "HF_HOME, ~/d, /home/u/d/hub",
    "HF_HOME, $BASE/${NAME}, /base/n/hub",
    "XDG_CACHE_HOME, /e, /e/huggingface/hub"
  })
  void theCacheIsWhereVariablesSay(String name, String value, String expected) throws Exception {
    Map<String, String> environment =
        Map.of("HOME", "/home/u", "BASE", "/base", "NAME", "n", name, value);
    assertEquals(Path.of(expected), HubSettings.fromEnvironment(environment).cache());
  }

  @Test
  void theTokenIsTheVariablesBeforeTheFiles() throws Exception {
    Files.writeString(home.resolve("token"), " filed\n");
    Map<String, String> filed = Map.of("HF_HOME", home.toString());
    assertEquals(Optional.of("filed"), HubSettings.fromEnvironment(filed).token());
    Map<String, String> named = Map.of("HF_HOME", home.toString(), "HF_TOKEN", "named");
    assertEquals(Optional.of("named"), HubSettings.fromEnvironment(named).token());
    Map<String, String> none =
        Map.of("HF_HOME", home.toString(), "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1");
    assertEquals(Optional.empty(), HubSettings.fromEnvironment(none).token());
  }

  @ParameterizedTest
  @CsvSource({"HF_HUB_OFFLINE, 1", "HF_HUB_OFFLINE, true", "TRANSFORMERS_OFFLINE, yes"})
  void offlineIsAnyTrueValue(String name, String value) throws Exception {
    assertTrue(HubSettings.fromEnvironment(Map.of("HOME", "/h", name, value)).offline());
  }

  @Test
  void proxiesAreThoseOfTheEnvironment() throws Exception {
    ProxySelector proxies =
        HubSettings.fromEnvironment(
                Map.of(
                    "HOME", "/h", "HTTPS_PROXY", "http://proxy:3128", "no_proxy", "local,.intra"))
            .proxies();
    Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy", 3128));
    assertEquals(List.of(proxy), proxies.select(URI.create("https://huggingface.co/x")));
    assertEquals(List.of(Proxy.NO_PROXY), proxies.select(URI.create("http://huggingface.co/x")));
    assertEquals(List.of(Proxy.NO_PROXY), proxies.select(URI.create("https://hub.intra/x")));
  }
}
