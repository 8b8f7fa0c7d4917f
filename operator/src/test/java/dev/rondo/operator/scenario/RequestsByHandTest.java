package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.resource.RunResource;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of {@code spec.requests} that a person wrote, and gestures that have much to answer. */
@OnCluster
class RequestsByHandTest {
  private static final String RUN = "support-small-1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id': 'mine', 'gesture': 'clone', 'time': '2026-01-01T00:00:00Z', 'result': 'Accepted', 'payload': '{mystery: 7}'}",
        "{'id': 'mine', 'gesture': 'clone', 'time': '2026-01-01T00:00:00Z', 'result': 'Accepted', 'payload': '- ['}",
      })
  void anEntryThatIsNoRecordGoesAndIsToldAndTheRunLivesOn(String entry, Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    playground.await("seen", () -> playground.run(RUN).getStatus().state().equals("Pending"));
    write(playground, RUN, entry.replace('\'', '"'));
    playground.await("gone", () -> playground.run(RUN).getSpec().requests().isEmpty());
    playground.await("told", () -> playground.reasons(RUN).contains("GestureRefused"));
    playground.annotate(RUN, Annotations.STOP, "true");
    playground.await("stops", () -> playground.answer(RUN, "stop").startsWith("Done stopped"));
    playground.await(
        "no request is left", () -> playground.run(RUN).getSpec().requests().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id': 'mine', 'gesture': 'stop'} | is Rondo's own record",
        "{'id': 'mine', 'gesture': 'stop', 'result': 'Accepted'} | is Rondo's own record",
        "{'id': '', 'gesture': 'stop', 'time': '2026-01-01T00:00:00Z', 'result': 'Accepted'} | is Rondo's own record",
        "{'id': 'mine', 'gesture': 'pause', 'time': '2026-01-01T00:00:00Z', 'result': 'Accepted'} | Unsupported value",
        "{'id': 'mine', 'gesture': 'delete', 'time': '2026-01-01T00:00:00Z', 'result': 'Accepted'} | kubectl delete run",
        "{'id': 'mine', 'gesture': 'stop', 'time': 'soon', 'result': 'Accepted'} | date-time",
        "{'id': 'mine', 'gesture': 'checkpoint', 'time': '2026-01-01T00:00:00Z', 'result': 'Accepted', 'payload': 'now'} | is Rondo's own record",
        "{'id': 'a', 'gesture': 'stop', 'time': '2026-01-01T00:00:00Z', 'result': 'Done'}, {'id': 'a', 'gesture': 'stop', 'time': '2026-01-01T00:00:00Z', 'result': 'Done'} | Duplicate value",
      })
  void whatCanNotBeARecordIsRefusedAtAdmission(String entryAndTold, Playground playground) {
    playground.create(Manifests.ALONE);
    String entry = entryAndTold.substring(0, entryAndTold.indexOf(" | ")).replace('\'', '"');
    String told = entryAndTold.substring(entryAndTold.indexOf(" | ") + 3);
    var refused =
        assertThrows(KubernetesClientException.class, () -> write(playground, "alone", entry));
    assertTrue(refused.getMessage().contains(told), refused::getMessage);
  }

  @Test
  void anAnswerThatWouldBeTooLongForTheStatusIsCut(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    playground.await("seen", () -> playground.run(RUN).getStatus().state().equals("Pending"));
    StringBuilder payload = new StringBuilder("{");
    for (int i = 0; i < 500; i++) {
      payload.append("unknown").append(i).append(": 1, ");
    }
    playground.annotate(RUN, Annotations.CLONE, payload + "name: hot}");
    playground.await(
        "refused", () -> playground.answer(RUN, "clone").startsWith("Refused unknown0 is unknown"));
  }

  private static void write(Playground playground, String run, String entry) {
    playground
        .client()
        .resources(RunResource.class)
        .inNamespace(playground.namespace())
        .withName(run)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"requests\":[" + entry + "]}}");
  }
}
