package dev.rondo.operator.run;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.GestureRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** What a run's worker is asked for on behalf of its clones: one question at a time. */
final class Questions {
  private Questions() {}

  /** Takes the place of an earlier question: its answer, which is yet to come, is newer. */
  static void ask(RunResource run, GestureRequest question, KubernetesClient client) {
    List<String> before = CloneStart.question(run).map(GestureRequest::id).stream().toList();
    new RunPatch(run).drop(before).add(List.of(question)).apply(client);
  }
}
