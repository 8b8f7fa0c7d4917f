package dev.rondo.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.api.resource.RunResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people type at a cluster: an API server, the operator's process, simulated workers. One
 * command of a kind is a process of its own; the others share one, which has started already.
 */
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
        worker: {gpus: 0, slots: 2}
      """;

  @TempDir private Path directory;
  private PluginSession session;

  @Test
  void anExperimentIsAppliedLookedAtAndSteered() throws Exception {
    Optional<String> missing = ClusterWithOperator.missing();
    missing.ifPresent(IO::println);
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    Files.writeString(directory.resolve("support.yaml"), MANIFEST);
    try (ClusterWithOperator cluster = ClusterWithOperator.start(directory);
        PluginSession started = PluginSession.start(directory, cluster.environment())) {
      session = started;
      alone(cluster, 0, "experiment support is applied", "run", "-f", "support.yaml");
      awaitState(cluster, "Running");
      look(cluster);
      stopAndResume(cluster);
      cloneAndDelete(cluster);
      cloneAtAStep(cluster);
      cloneAtOnce(cluster);
      refuse(cluster);
      assertEquals(143, cluster.endOperator(), "on SIGTERM it ends by itself");
      says(1, "not taken in yet; is the operator running?", "stop", RUN, "--wait=1");
      says(1, "so this one is not made", "stop", RUN, "--wait=1");
    }
    CommandLineProcess.Result nowhere =
        CommandLineProcess.kubectl(
            directory, Map.of("KUBECONFIG", "kubeconfig"), "stop", RUN, "--wait", "1");
    assertEquals(1, nowhere.exit());
    assertFalse(nowhere.text().contains("\tat "), nowhere.text());
  }

  private void look(ClusterWithOperator cluster) throws Exception {
    says(0, "support-large-1", "get", "runs");
    says(0, "support-large-1", "-n", "default", "get", "runs");
    says(0, "kind: Run", "get", "runs", RUN, "-o", "yaml");
    says(1, "no run", "--namespace", "elsewhere", "get", "runs", RUN);
    says(2, "has no context \"elsewhere\"", "get", "runs", "--context=elsewhere");
    says(2, "there is no file nothing", "--kubeconfig=nothing", "get", "runs");
    says(0, "support-large-1", "--kubeconfig", "kubeconfig", "get", "runs");
    says(0, "2 runs · 2 slots", "top", "support");
    says(1, "no experiment \"nothing\"", "top", "nothing");
    says(0, "no gesture was made on", "history", RUN);
    alone(cluster, 1, "no run \"nobody\"", "logs", "nobody");
    says(1, "no experiment \"nothing\"", "plot", "nothing", "out");
    says(0, "have said nothing yet", "logs", RUN);
  }

  private void stopAndResume(ClusterWithOperator cluster) throws Exception {
    alone(cluster, 0, RUN + ": stopped at step ", "stop", RUN);
    awaitState(cluster, "Stopped");
    says(0, RUN + ": nothing to change", "stop", RUN);
    says(0, RUN + ": goes on from step ", "resume", RUN);
    String history = says(0, "GESTURE", "history", RUN);
    assertEquals(4, history.lines().count(), history);
    assertTrue(history.contains(" step, ") || history.contains(" steps, "), history);
    String story = says(0, "target_modules", "describe", RUN);
    for (String part : new String[] {"Placement:", "Conditions:", "GestureDone", "Accepted"}) {
      assertTrue(story.contains(part), story);
    }
  }

  private void cloneAndDelete(ClusterWithOperator cluster) throws Exception {
    says(
        0,
        RUN + ": made hot",
        "clone",
        RUN,
        "--name=hot",
        "--warm=optimizer",
        "--schedule=continue",
        "--set=trainingArgs.learning_rate=5e-4");
    awaitState(cluster, "Running", "hot");
    String tree = says(0, "└─ hot", "tree");
    assertTrue(tree.contains("warm from step-") && tree.contains("learning_rate=0.0005"), tree);
    says(0, "hot: deleted", "delete", "hot");
    says(1, "no run \"hot\"", "get", "runs", "hot");
  }

  private void cloneAtAStep(ClusterWithOperator cluster) throws Exception {
    says(1, "has no checkpoint 9999; it has ", "clone", RUN, "--warm", "--at=9999");
    says(0, RUN + ": stopped at step ", "stop", RUN);
    Long step = run(cluster, RUN).getStatus().worker().checkpoint().step();
    says(0, RUN + ": made back", "clone", RUN, "--name=back", "--warm", "--at=" + step);
    awaitState(cluster, "Running", "back");
    says(0, "warm from step-%06d".formatted(step), "tree");
    says(0, RUN + ": goes on from step ", "resume", RUN);
  }

  /** Several people clone one run at the same moment: each is told of the clone that is theirs. */
  private void cloneAtOnce(ClusterWithOperator cluster) throws Exception {
    List<String> names = List.of("first", "second", "third");
    try (ExecutorService people = Executors.newFixedThreadPool(names.size())) {
      List<Future<CommandLineProcess.Result>> answers =
          people.invokeAll(
              names.stream()
                  .<Callable<CommandLineProcess.Result>>map(
                      name -> () -> kubectl(cluster, "clone", RUN, "--name", name, "--wait", "60"))
                  .toList());
      for (int i = 0; i < names.size(); i++) {
        CommandLineProcess.Result answer = answers.get(i).get();
        assertTrue(answer.out().contains(RUN + ": made " + names.get(i)), answer::toString);
        assertNotNull(run(cluster, names.get(i)));
      }
    }
  }

  private void refuse(ClusterWithOperator cluster) throws Exception {
    says(
        1,
        "did you mean trainingArgs.learning_rate",
        "clone",
        RUN,
        "--set=trainingArgs.lerning_rate=1");
    says(1, "clone it cold", "clone", RUN, "--warm", "--set=peft.r=64");
    says(1, "which another run has", "clone", RUN, "--name=support-large-1");
    says(2, "lower case letters", "clone", RUN, "--name=Bad_Name");
    says(2, "add --warm", "clone", RUN, "--schedule=continue");
    says(1, "no run \"nobody\"", "stop", "nobody");
    says(1, "there is no run nobody", "pull", "nobody", "out");
    alone(cluster, 2, "Unmatched argument", "dance", RUN);
  }

  private void awaitState(ClusterWithOperator cluster, String state) throws Exception {
    awaitState(cluster, state, RUN);
  }

  private static void awaitState(ClusterWithOperator cluster, String state, String name)
      throws Exception {
    while (true) {
      RunResource run = run(cluster, name);
      if (run != null && run.getStatus() != null && state.equals(run.getStatus().state())) {
        return;
      }
      Thread.sleep(50);
    }
  }

  private static RunResource run(ClusterWithOperator cluster, String name) {
    return cluster
        .client()
        .resources(RunResource.class)
        .inNamespace("default")
        .withName(name)
        .get();
  }

  private String says(int exit, String what, String... arguments) throws IOException {
    return check(exit, what, session.kubectl(arguments), arguments);
  }

  private void alone(ClusterWithOperator cluster, int exit, String what, String... arguments)
      throws IOException, InterruptedException {
    check(exit, what, kubectl(cluster, arguments), arguments);
  }

  private static String check(
      int exit, String what, CommandLineProcess.Result result, String... arguments) {
    assertTrue(result.text().contains(what), () -> String.join(" ", arguments) + ": " + result);
    assertEquals(exit, result.exit(), () -> String.join(" ", arguments) + ": " + result);
    return result.out();
  }

  private CommandLineProcess.Result kubectl(ClusterWithOperator cluster, String... arguments)
      throws IOException, InterruptedException {
    return CommandLineProcess.kubectl(directory, cluster.environment(), arguments);
  }
}
