package dev.rondo.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.api.resource.RunResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people type at a cluster: an API server, the operator's process, simulated workers. */
class KubectlRondoTest {
  private static final String RUN = "support-small-1";
  private static final String MANIFEST =
      """
      apiVersion: rondo.dev/v1alpha1
      kind: Experiment
      metadata: {name: support}
      spec:
        model: {uri: "file:///models/tiny"}
        dataset: {train: {uri: "file:///data/train.jsonl"}, eval: {uri: "file:///data/eval.jsonl"}}
        base: {peft: {target_modules: [q_proj]}, trainingArgs: {num_train_epochs: 1}}
        configs:
        - {name: small, peft: {r: 8}}
        - {name: large, peft: {r: 32}}
        worker: {gpus: 0}
      """;

  @TempDir private Path directory;

  @Test
  void anExperimentIsAppliedLookedAtAndSteered() throws Exception {
    Optional<String> missing = ClusterWithOperator.missing();
    missing.ifPresent(IO::println);
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    Files.writeString(directory.resolve("support.yaml"), MANIFEST);
    try (ClusterWithOperator cluster = ClusterWithOperator.start(directory)) {
      says(cluster, 0, "experiment support is applied", "run", "-f", "support.yaml");
      awaitState(cluster, "Running");
      look(cluster);
      stopAndResume(cluster);
      cloneAndDelete(cluster);
      refuse(cluster);
      assertEquals(143, cluster.endOperator(), "on SIGTERM it ends by itself");
    }
    CommandLineProcess.Result nowhere =
        CommandLineProcess.kubectl(
            directory, Map.of("KUBECONFIG", "kubeconfig"), "stop", RUN, "--wait", "1");
    assertEquals(1, nowhere.exit());
    assertFalse(nowhere.text().contains("\tat "), nowhere.text());
  }

  private void look(ClusterWithOperator cluster) throws Exception {
    says(cluster, 0, "support-large-1", "get", "runs");
    says(cluster, 0, "kind: Run", "get", "runs", RUN, "-o", "yaml");
    says(cluster, 0, "Training", "top", "support");
    says(cluster, 1, "no experiment \"nothing\"", "top", "nothing");
    says(cluster, 0, "no gesture was made on", "history", RUN);
    says(cluster, 1, "no run \"nobody\"", "logs", "nobody");
  }

  private void stopAndResume(ClusterWithOperator cluster) throws Exception {
    says(cluster, 0, RUN + ": stopped at step ", "stop", RUN);
    awaitState(cluster, "Stopped");
    says(cluster, 0, RUN + ": nothing to change", "stop", RUN);
    says(cluster, 0, RUN + ": goes on from step ", "resume", RUN);
    String history = says(cluster, 0, "GESTURE", "history", RUN);
    assertEquals(4, history.lines().count(), history);
    assertTrue(history.contains(" step, ") || history.contains(" steps, "), history);
    String story = says(cluster, 0, "target_modules", "describe", RUN);
    for (String part : new String[] {"Placement:", "Conditions:", "GestureDone", "Accepted"}) {
      assertTrue(story.contains(part), story);
    }
  }

  private void cloneAndDelete(ClusterWithOperator cluster) throws Exception {
    says(
        cluster,
        0,
        RUN + ": made hot",
        "clone",
        RUN,
        "--name=hot",
        "--warm=optimizer",
        "--schedule=continue",
        "--set=trainingArgs.learning_rate=5e-4");
    awaitState(cluster, "Running", "hot");
    String tree = says(cluster, 0, "└─ hot", "tree");
    assertTrue(tree.contains("warm from step-") && tree.contains("learning_rate=0.0005"), tree);
    says(cluster, 0, "hot: deleted", "delete", "hot");
    says(cluster, 1, "no run \"hot\"", "get", "runs", "hot");
  }

  private void refuse(ClusterWithOperator cluster) throws Exception {
    says(
        cluster,
        1,
        "did you mean trainingArgs.learning_rate",
        "clone",
        RUN,
        "--set=trainingArgs.lerning_rate=1");
    says(cluster, 1, "clone it cold", "clone", RUN, "--warm", "--set=peft.r=64");
    says(cluster, 1, "which another run has", "clone", RUN, "--name=support-large-1");
    says(cluster, 2, "lower case letters", "clone", RUN, "--name=Bad_Name");
    says(cluster, 2, "add --warm", "clone", RUN, "--schedule=continue");
    says(cluster, 1, "no run \"nobody\"", "stop", "nobody");
    says(cluster, 1, "there is no run nobody", "pull", "nobody", "out");
    says(cluster, 2, "Unmatched argument", "dance", RUN);
  }

  private void awaitState(ClusterWithOperator cluster, String state) throws Exception {
    awaitState(cluster, state, RUN);
  }

  private static void awaitState(ClusterWithOperator cluster, String state, String name)
      throws Exception {
    while (true) {
      RunResource run =
          cluster.client().resources(RunResource.class).inNamespace("default").withName(name).get();
      if (run != null && run.getStatus() != null && state.equals(run.getStatus().state())) {
        return;
      }
      Thread.sleep(50);
    }
  }

  private String says(ClusterWithOperator cluster, int exit, String what, String... arguments)
      throws IOException, InterruptedException {
    CommandLineProcess.Result result = kubectl(cluster, arguments);
    assertTrue(result.text().contains(what), () -> String.join(" ", arguments) + ": " + result);
    assertEquals(exit, result.exit(), () -> String.join(" ", arguments) + ": " + result);
    return result.out();
  }

  private CommandLineProcess.Result kubectl(ClusterWithOperator cluster, String... arguments)
      throws IOException, InterruptedException {
    return CommandLineProcess.kubectl(directory, cluster.environment(), arguments);
  }
}
