package dev.rondo.operator.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code helm/install.yaml}: the chart with its default values, for {@code kubectl apply}. */
public final class InstallYaml {
  static final Path FILE = Chart.DIRECTORY.resolveSibling("install.yaml");

  private static final String NAMESPACE =
      """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: rondo-system
        labels:
          pod-security.kubernetes.io/enforce: restricted
      """;

  private InstallYaml() {}

  /** Writes it. */
  public static void main(String... arguments) throws IOException {
    Files.writeString(FILE, text());
  }

  static String text() throws IOException {
    StringBuilder all =
        new StringBuilder(
            "# Made by `make crds` from helm/rondo: kubectl apply --server-side -f helm/install.yaml\n");
    all.append(NAMESPACE);
    for (String crd : List.of("experiments.rondo.dev.yaml", "runs.rondo.dev.yaml")) {
      all.append("---\n").append(Files.readString(Chart.DIRECTORY.resolve("crds").resolve(crd)));
    }
    return all.append(Chart.text("{}")).toString();
  }
}
