package dev.rondo.operator.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker has to mount besides the experiment's own volume, because specs name it.
 *
 * @param claims of {@code pvc://claim/path} URIs
 * @param secrets of reward endpoints
 */
public record NamedSources(List<String> claims, List<String> secrets) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern URI =
      Pattern.compile("pvc://([a-z0-9]([-a-z0-9.]*[a-z0-9])?)(/.*)?");

  /** Keeps copies. */
  public NamedSources {
    claims = List.copyOf(claims);
    secrets = List.copyOf(secrets);
  }

  /** In the order of their names, each once. */
  public static NamedSources of(Collection<?> specs) {
    SortedSet<String> claims = new TreeSet<>();
    SortedSet<String> secrets = new TreeSet<>();
    for (Object spec : specs) {
      collect(JSON.valueToTree(spec), claims, secrets);
    }
    return new NamedSources(List.copyOf(claims), List.copyOf(secrets));
  }

  private static void collect(JsonNode node, SortedSet<String> claims, SortedSet<String> secrets) {
    if (node.isTextual()) {
      Matcher uri = URI.matcher(node.textValue());
      if (uri.matches()) {
        claims.add(uri.group(1));
      }
    }
    JsonNode secret = node.path("http").path("secretRef").path("name");
    if (secret.isTextual()) {
      secrets.add(secret.textValue());
    }
    node.forEach(child -> collect(child, claims, secrets));
  }

  /** What a worker pod mounts. */
  static NamedSources mountedBy(Pod pod) {
    List<Volume> volumes = pod.getSpec().getVolumes();
    return new NamedSources(
        volumes.stream()
            .filter(volume -> volume.getName().startsWith(WorkerVolumes.CLAIM_VOLUME_PREFIX))
            .filter(volume -> volume.getPersistentVolumeClaim() != null)
            .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
            .toList(),
        volumes.stream()
            .filter(volume -> volume.getName().startsWith(WorkerVolumes.SECRET_VOLUME_PREFIX))
            .filter(volume -> volume.getSecret() != null)
            .map(volume -> volume.getSecret().getSecretName())
            .toList());
  }

  /** Whether all of others is among it. */
  public boolean contains(NamedSources others) {
    return claims.containsAll(others.claims) && secrets.containsAll(others.secrets);
  }
}
