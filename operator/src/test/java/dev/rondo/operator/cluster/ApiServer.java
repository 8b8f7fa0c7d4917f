package dev.rondo.operator.cluster;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A kube-apiserver with etcd for all tests of a run, with Rondo's CRDs. */
public final class ApiServer implements AutoCloseable {
  private static final List<String> DIRECTORIES =
      Stream.of(
              System.getenv("KUBE_API_TEST_DIR"),
              System.getenv("RONDO_TOOLS_DIR"),
              System.getProperty("user.home") + "/.cache/rondo")
          .filter(directory -> directory != null)
          .toList();

  /** Who changes Runs, and what policies note of it. */
  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - {level: Metadata, verbs: [patch, update, create], resources: [{group: rondo.dev, resources: [runs]}]}
      - {level: None}
      """;

  private final KubeAPIServer server;
  private final Path auditLog;
  private final String kubeConfig;

  private ApiServer(KubeAPIServer server, Path auditLog) {
    this.server = server;
    this.auditLog = auditLog;
    this.kubeConfig = server.getKubeConfigYaml();
  }

  /** Why there can be none; empty if there can. */
  static Optional<String> missing() {
    return binaries().isPresent()
        ? Optional.empty()
        : Optional.of(
            "SKIPPED: no kube-apiserver and etcd in k8s/VERSION-linux-amd64 under any of "
                + DIRECTORIES
                + "; set KUBE_API_TEST_DIR (setup-envtest has them), or run `make cluster-tools`");
  }

  /** Starts one. */
  public static ApiServer start() {
    Path versions = binaries().orElseThrow();
    Path audit = auditDirectory();
    KubeAPIServer server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(versions.getParent().getParent().toString())
                .withApiServerVersion(version(versions))
                .withApiServerFlags(
                    List.of(
                        "--audit-policy-file=" + audit.resolve("policy.yaml"),
                        "--audit-log-path=" + audit.resolve("audit.log")))
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .build());
    server.start();
    ApiServer started = new ApiServer(server, audit.resolve("audit.log"));
    try (KubernetesClient client = started.client()) {
      for (String file : List.of("experiments.rondo.dev.yaml", "runs.rondo.dev.yaml")) {
        Path crd = Path.of("..", "helm", "rondo", "crds", file);
        try (var yaml = Files.newInputStream(crd)) {
          client.load(yaml).create();
        } catch (IOException unreadable) {
          throw new UncheckedIOException(unreadable);
        }
      }
    }
    return started;
  }

  private static Path auditDirectory() {
    try {
      Path directory = Files.createTempDirectory("audit");
      Files.writeString(directory.resolve("policy.yaml"), AUDIT_POLICY);
      return directory;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** What was done to Runs, a JSON object a line. */
  public List<String> auditLog() {
    try {
      return Files.readAllLines(auditLog);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A client with all rights. */
  public KubernetesClient client() {
    return builder().build();
  }

  /** A client whose every request goes through this. */
  public KubernetesClient client(Interceptor interceptor) {
    return builder()
        .withHttpClientBuilderConsumer(
            builder -> builder.addOrReplaceInterceptor("test", interceptor))
        .build();
  }

  /** Quarkus' factory, found otherwise, never ends its threads where there is no Quarkus. */
  private KubernetesClientBuilder builder() {
    return new KubernetesClientBuilder()
        .withConfig(config())
        .withHttpClientFactory(new VertxHttpClientFactory());
  }

  /** The same, as a file for other processes. */
  public String kubeConfig() {
    return kubeConfig;
  }

  /** How to reach it with all rights. */
  public Config config() {
    return Config.fromKubeconfig(kubeConfig);
  }

  @Override
  public void close() {
    server.stop();
    try {
      Files.deleteIfExists(auditLog);
      Files.deleteIfExists(auditLog.resolveSibling("policy.yaml"));
      Files.deleteIfExists(auditLog.getParent());
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }

  private static Optional<Path> binaries() {
    return DIRECTORIES.stream()
        .map(directory -> Path.of(directory, "k8s"))
        .filter(Files::isDirectory)
        .flatMap(ApiServer::children)
        .filter(child -> Files.isExecutable(child.resolve("kube-apiserver")))
        .filter(child -> Files.isExecutable(child.resolve("etcd")))
        .max(Path::compareTo);
  }

  private static Stream<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String version(Path directory) {
    String name = directory.getFileName().toString();
    return name.substring(0, name.indexOf('-'));
  }
}
