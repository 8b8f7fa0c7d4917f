package dev.rondo.cli.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which cluster and namespace, as kubectl takes them. */
final class ClusterOption {
  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Namespace (default: the kubeconfig's).")
  private String namespace;

  /** A client of the cluster that the kubeconfig names. */
  KubernetesClient client() {
    return new KubernetesClientBuilder().build();
  }

  String namespace(KubernetesClient client) {
    return Optional.ofNullable(namespace)
        .or(() -> Optional.ofNullable(client.getConfiguration().getNamespace()))
        .orElse("default");
  }
}
