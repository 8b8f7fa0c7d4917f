package dev.rondo.cli.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.cli.command.ExitCode;
import dev.rondo.cli.command.GestureAnswer;
import dev.rondo.core.lifecycle.Control;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** A gesture on a run of a cluster: its annotation, and the answer that comes in the status. */
final class ClusterGesture {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Resource<RunResource> at;
  private final String name;

  private ClusterGesture(Resource<RunResource> at, String name) {
    this.at = at;
    this.name = name;
  }

  /** Makes a gesture and prints its answer; gives the command's exit code. */
  static int make(
      ClusterOption cluster,
      String run,
      String annotation,
      String value,
      Duration wait,
      CommandSpec spec)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (KubernetesClient client = cluster.client()) {
      Resource<RunResource> at =
          client.resources(RunResource.class).inNamespace(cluster.namespace(client)).withName(run);
      Optional<ControlEntry> answer = new ClusterGesture(at, run).answer(annotation, value, wait);
      if (answer.isEmpty()) {
        out.println(run + ": not taken in yet; is the operator running?");
        return ExitCode.FAILED;
      }
      return GestureAnswer.tell(run, answer.get(), out, spec.commandLine().getErr());
    }
  }

  /** A run that is there. */
  static RunResource seen(Resource<RunResource> at, String name) throws IOException {
    RunResource run = at.get();
    if (run == null) {
      throw new IOException("no run \"%s\"; `kubectl get runs` lists them".formatted(name));
    }
    return run;
  }

  /**
   * Makes it and waits for an answer.
   *
   * @param wait for it to take effect; an answer that it was taken in is waited for as long
   * @return the newest answer; empty: none came
   */
  private Optional<ControlEntry> answer(String annotation, String value, Duration wait)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    Set<String> known = ids(annotate(annotation, value, end));
    String prefix = annotation.substring(annotation.indexOf('/') + 1) + "-";
    while (true) {
      Optional<ControlEntry> answer =
          answers(seen(at, name)).stream()
              .filter(entry -> entry.id().startsWith(prefix) && !known.contains(entry.id()))
              .findFirst();
      boolean isFinal =
          answer.filter(entry -> !entry.result().equals(Control.ACCEPTED)).isPresent();
      if (isFinal || System.nanoTime() >= end) {
        return answer;
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
    }
  }

  /**
   * Sets the annotation once there is none: another's gesture that is not taken in yet is never
   * written over.
   *
   * @return the run as it was just before
   */
  private RunResource annotate(String annotation, String value, long end)
      throws IOException, InterruptedException {
    while (true) {
      RunResource run = seen(at, name);
      boolean isPending =
          run.getMetadata().getAnnotations() != null
              && run.getMetadata().getAnnotations().containsKey(annotation);
      if (!isPending && annotate(run, annotation, value)) {
        return run;
      }
      if (isPending && System.nanoTime() >= end) {
        throw new IOException(
            "%s has another %s, which is not taken in yet, so this one is not made; is the operator running?"
                .formatted(name, annotation));
      }
      if (isPending) {
        TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
      }
    }
  }

  /** Whether the run had not changed since it was looked at. */
  private boolean annotate(RunResource run, String annotation, String value) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", run.getMetadata().getResourceVersion());
    metadata.putObject("annotations").put(annotation, value);
    try {
      at.patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
      return true;
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw refused;
    }
  }

  /** Gestures that are known already: answered ones, and those that will be. */
  private static Set<String> ids(RunResource run) {
    List<GestureRequest> open =
        run.getSpec().requests() == null ? List.of() : run.getSpec().requests();
    return Stream.concat(
            answers(run).stream().map(ControlEntry::id), open.stream().map(GestureRequest::id))
        .collect(Collectors.toSet());
  }

  /** All answers that the run's status keeps, oldest first. */
  static List<ControlEntry> answers(RunResource run) {
    return new Control(run.getStatus() == null ? null : run.getStatus().control()).entries();
  }
}
