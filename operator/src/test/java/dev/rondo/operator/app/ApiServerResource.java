package dev.rondo.operator.app;

import dev.rondo.operator.cluster.ApiServer;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Points the application at an API server of its own. */
public final class ApiServerResource implements QuarkusTestResourceLifecycleManager {
  private ApiServer server;

  @Override
  public Map<String, String> start() {
    server = ApiServer.start();
    Config config = server.config();
    return Map.of(
        "quarkus.kubernetes-client.api-server-url", config.getMasterUrl(),
        "quarkus.kubernetes-client.ca-cert-data", config.getCaCertData(),
        "quarkus.kubernetes-client.client-cert-data", config.getClientCertData(),
        "quarkus.kubernetes-client.client-key-data", config.getClientKeyData());
  }

  @Override
  public void stop() {
    server.close();
  }
}
