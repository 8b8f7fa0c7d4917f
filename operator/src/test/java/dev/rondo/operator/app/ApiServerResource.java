package dev.rondo.operator.app;

import dev.rondo.operator.cluster.ApiServer;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Points the application at an API server of its own. */
public final class ApiServerResource implements QuarkusTestResourceLifecycleManager {
  private ApiServer server;

  @Override
  public Map<String, String> start() {
    server = ApiServer.start();
    Config config = server.config();
    Map<String, String> settings = new HashMap<>();
    settings.put("api-server-url", config.getMasterUrl());
    settings.put("ca-cert-file", config.getCaCertFile());
    settings.put("ca-cert-data", config.getCaCertData());
    settings.put("client-cert-file", config.getClientCertFile());
    settings.put("client-cert-data", config.getClientCertData());
    settings.put("client-key-file", config.getClientKeyFile());
    settings.put("client-key-data", config.getClientKeyData());
    settings.values().removeIf(Objects::isNull);
    return settings.entrySet().stream()
        .collect(
            Collectors.toMap(
                setting -> "quarkus.kubernetes-client." + setting.getKey(), Map.Entry::getValue));
  }

  @Override
  public void stop() {
    server.close();
  }
}
