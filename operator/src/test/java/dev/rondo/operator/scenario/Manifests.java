package dev.rondo.operator.scenario;

/** Experiments to try things on. */
public final class Manifests {
  /** A run of no experiment. */
  public static final String ALONE =
      """
      apiVersion: rondo.dev/v1alpha1
      kind: Run
      metadata: {name: alone}
      spec:
        experiment: none
        model: {uri: models/tiny}
        dataset: {train: {uri: data/train.jsonl}}
      """;

  /** Two configs and two learning rates: four runs. */
  public static final String FOUR_RUNS =
      """
      apiVersion: rondo.dev/v1alpha1
      kind: Experiment
      metadata: {name: support}
      spec:
        model: {uri: models/tiny}
        dataset: {train: {uri: data/train.jsonl}, eval: {uri: data/eval.jsonl}}
        base: {peft: {target_modules: [q_proj]}, trainingArgs: {num_train_epochs: 1}}
        configs:
        - {name: small, peft: {r: 8}}
        - {name: large, peft: {r: 32}}
        search: {grid: [{path: trainingArgs.learning_rate, values: [1.0e-3, 1.0e-4]}]}
        worker: {gpus: 1, idleSeconds: 1}
      """;

  private Manifests() {}

  /** With one text in place of another. */
  public static String fourRuns(String find, String replace) {
    if (!FOUR_RUNS.contains(find)) {
      throw new IllegalArgumentException(find);
    }
    return FOUR_RUNS.replace(find, replace);
  }
}
