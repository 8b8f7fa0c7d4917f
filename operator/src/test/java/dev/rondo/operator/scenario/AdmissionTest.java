package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server itself refuses, and in which words. */
@OnCluster
class AdmissionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: support | name: this-name-is-much-longer-than-forty-characters | at most 40 lower case letters",
        "name: small | name: large | Duplicate value",
        "grid: [ | random: {samples: 2, parameters: [{path: a, min: 1, max: 2}]}, grid: [ | exactly one of grid and random",
        "gpus: 1 | replicas: 2 | set storage.accessModes to [ReadWriteMany]",
        "gpus: 1 | gpus: -1 | greater than or equal to 0",
        "uri: data/eval.jsonl | uri: data/eval.jsonl, split: 0.1 | one of uri (a source of its own) and split",
        "num_train_epochs: 1 | num_train_epochs: 0 | should be greater than 0",
        "peft: {r: 8} | rewards: [{name: none, weight: 2}] | a reward must have exactly one of exactMatch, numericAnswer",
        "peft: {r: 8} | rewards: [{json: {}, cel: '1.0'}] | a reward must have exactly one of",
        "peft: {r: 8} | rewards: [{http: {url: 'http://x', authorizationEnv: A, secretRef: {name: b}}}] | at most one of authorizationEnv and secretRef",
        "spec: | spec:\\n  storage: {size: 1Gi, claimName: x} | one of size (a new claim) and claimName",
      })
  void badManifestsAreRefusedWithWhatToDo(
      String find, String replace, String told, Playground playground) {
    String manifest = Manifests.fourRuns(find, replace.replace("\\n", "\n"));
    var refused = assertThrows(KubernetesClientException.class, () -> playground.create(manifest));
    assertTrue(refused.getMessage().contains(told), refused::getMessage);
  }

  @Test
  void whatAllRunsHaveInCommonIsImmutableAndTheRestIsNot(Playground playground) {
    playground.create(Manifests.FOUR_RUNS);
    for (String common : new String[] {"{\"chunks\":9}", "{\"seed\":1}", "{\"base\":null}"}) {
      var refused = assertThrows(KubernetesClientException.class, () -> patch(playground, common));
      assertTrue(
          refused.getMessage().contains("give the edited experiment another name"),
          refused::getMessage);
    }
    patch(playground, "{\"suspend\":true,\"maxRuns\":8,\"worker\":{\"gpus\":0}}");
    assertEquals(8, playground.experiment("support").getSpec().maxRuns());
  }

  @Test
  void unknownFieldsOfPastedObjectsAreKeptSoThatTheyCanBeRefusedByName(Playground playground) {
    playground.create(Manifests.fourRuns("num_train_epochs: 1", "num_train_epochs: 1, mystery: 7"));
    assertEquals(
        7,
        playground.experiment("support").getSpec().base().trainingArgs().get("mystery").intValue());
  }

  private static void patch(Playground playground, String spec) {
    playground
        .client()
        .resources(ExperimentResource.class)
        .inNamespace(playground.namespace())
        .withName("support")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
  }
}
