package dev.rondo.operator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.resource.RunResource;
import dev.rondo.operator.cluster.OnCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The application as it is shipped, on an API server. */
@OnCluster
@QuarkusTest
@QuarkusTestResource(ApiServerResource.class)
class ApplicationTest {
  @Inject KubernetesClient client;

  @TestHTTPResource("/")
  URI address;

  @Test
  void reconcilesAndTellsOfItsHealthAndMetrics() throws IOException, InterruptedException {
    try (var manifest = Files.newInputStream(Path.of("..", "examples", "quickstart.yaml"))) {
      client.load(manifest).inNamespace("default").create();
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() ->
            !client
                .resources(RunResource.class)
                .inNamespace("default")
                .list()
                .getItems()
                .isEmpty());
    assertEquals(200, get("q/health/live").statusCode());
    assertEquals(200, get("q/health/ready").statusCode());
    String metrics = get("q/metrics").body();
    assertTrue(metrics.contains("reconciliations"), metrics);
    assertEquals(
        List.of(), metrics.lines().filter(line -> line.contains("quickstart")).toList(), "names");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(address.resolve(path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
