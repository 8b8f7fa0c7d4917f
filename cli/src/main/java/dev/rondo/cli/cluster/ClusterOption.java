package dev.rondo.cli.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which cluster and namespace, as kubectl takes them: before the name of a command and after. */
public final class ClusterOption {
  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Namespace (default: the kubeconfig's).")
  private String namespace;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of the kubeconfig (default: its current one).")
  private String context;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig (default: $KUBECONFIG, else ~/.kube/config).")
  private Path kubeConfig;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Picocli makes it. */
  public ClusterOption() {}

  /** A client of the cluster that the kubeconfig names. */
  KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  String namespace(KubernetesClient client) {
    return given(option -> option.namespace)
        .or(() -> Optional.ofNullable(client.getConfiguration().getNamespace()))
        .orElse("default");
  }

  private Config config() {
    String wanted = given(option -> option.context).orElse(null);
    Optional<Path> file = given(option -> option.kubeConfig);
    file.filter(Files::notExists)
        .ifPresent(missing -> {
          throw new ParameterException(
              command.commandLine(), "--kubeconfig: there is no file " + missing);
        });
    Config config =
        file.map(path -> Config.fromKubeconfig(wanted, path.toFile()))
            .orElseGet(() -> Config.autoConfigure(wanted));
    if (wanted != null
        && (config.getCurrentContext() == null
            || !wanted.equals(config.getCurrentContext().getName()))) {
      throw new ParameterException(
          command.commandLine(), "--context: the kubeconfig has no context \"" + wanted + "\"");
    }
    return config;
  }

  /** What was said after the command's name, else before it. */
  private <T> Optional<T> given(Function<ClusterOption, T> option) {
    return Optional.ofNullable(option.apply(this))
        .or(() ->
            command.parent() == null
                ? Optional.empty()
                : command.parent().mixins().values().stream()
                    .map(CommandSpec::userObject)
                    .filter(ClusterOption.class::isInstance)
                    .map(ClusterOption.class::cast)
                    .findFirst()
                    .map(option));
  }
}
