package dev.rondo.operator.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard as Grafana gets it. That its queries return data is shown on a real cluster. */
class DashboardTest {
  private static final String WANTED = "{grafanaDashboards: {enabled: true}}";
  private static final Pattern METRIC = Pattern.compile("rondo_[a-z_]+");

  @Test
  void isAConfigMapThatGrafanasSidecarFinds() throws IOException {
    assertEquals(List.of(), Chart.objects("ConfigMap", ""));
    JsonNode map = Chart.objects("ConfigMap", WANTED).getFirst();
    assertEquals("1", map.at("/metadata/labels/grafana_dashboard").asText());
    assertEquals("rondo-runs", dashboard().path("uid").asText());
  }

  @Test
  void itsQueriesAskForMetricsThatThePagesTellOf() throws IOException {
    Path docs = Chart.DIRECTORY.resolve("../../docs");
    String told =
        Files.readString(docs.resolve("metrics.md"))
            + Files.readString(docs.resolve("architecture.md"));
    int queries = 0;
    for (JsonNode target : dashboard().findValues("expr")) {
      Matcher metrics = METRIC.matcher(target.asText());
      while (metrics.find()) {
        String name = metrics.group().replaceFirst("_bucket$", "");
        assertTrue(told.contains("`" + name + "`"), name);
        queries++;
      }
    }
    assertTrue(queries > 10);
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper()
        .readTree(
            Chart.objects("ConfigMap", WANTED).getFirst().at("/data/rondo-runs.json").asText());
  }
}
