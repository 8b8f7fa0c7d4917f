package dev.rondo.trainer.hub;

import java.util.Map;

/** A process of its own that resolves one URI: endpoint, cache, URI. */
final class ResolveProcess {
  private ResolveProcess() {}

  public static void main(String[] arguments) throws Exception {
    HubSettings settings =
        HubSettings.fromEnvironment(
            Map.of("HF_ENDPOINT", arguments[0], "HF_HUB_CACHE", arguments[1]));
    Snapshot snapshot =
        HubClient.of(settings).resolve(HubUri.parse(arguments[2]), HubListener.SILENT);
    System.out.println(snapshot.directory());
  }

  static Process start(FakeHub hub, java.nio.file.Path cache, String uri)
      throws java.io.IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx64m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ResolveProcess.class.getName(),
            hub.endpoint().toString(),
            cache.toString(),
            uri)
        .redirectErrorStream(true)
        .start();
  }
}
