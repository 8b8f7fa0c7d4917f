package dev.rondo.cli.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a store as {@code rondo run} leaves it, with any number of runs; deterministic. */
public final class SampleStore {
  private static final int STEPS = 64;
  private static final int CHUNKS = 4;
  private static final int CHUNK_STEPS = STEPS / CHUNKS;
  private static final Instant START = Instant.parse("2026-03-02T09:15:00.000Z");
  private static final double[] RATES = {1e-3, 1e-4, 4e-2, 3e-3, 3e-4, 1e-2, 1e-5, 6e-3};
  private static final int[] RANKS = {8, 32, 16, 4, 64, 2, 12, 24};

  private final Path directory;
  private final List<SampleRun> runs;
  private final int slots;
  private final int turnsTaken;

  private SampleStore(Path directory, int runs, int slots, int turnsTaken) {
    this.directory = directory;
    this.slots = slots;
    this.turnsTaken = turnsTaken;
    this.runs =
        IntStream.range(0, runs)
            .mapToObj(i ->
                new SampleRun(
                    "support-%s-%d".formatted(i % 2 == 0 ? "small" : "large", i / 2 + 1),
                    RATES[i % RATES.length],
                    RANKS[(i / RATES.length + i) % RANKS.length],
                    i))
            .toList();
  }

  /** A finished experiment. */
  public static Path finished(Path store, int runs, int slots) {
    return write(store, runs, slots, Integer.MAX_VALUE);
  }

  /** An experiment of which only the first turns were taken. */
  public static Path unfinished(Path store, int runs, int slots, int turns) {
    return write(store, runs, slots, turns);
  }

  private static Path write(Path store, int runs, int slots, int turns) {
    Path directory = store.resolve("support");
    try {
      new SampleStore(directory, runs, slots, turns).write();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return directory;
  }

  private void write() throws IOException {
    int[] chunksDone = new int[runs.size()];
    boolean[] failed = new boolean[runs.size()];
    List<String> turns = turns(chunksDone, failed);
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("experiment.yaml"), experiment());
    Files.write(directory.resolve("turns.jsonl"), turns);
    for (int i = 0; i < runs.size(); i++) {
      Path folder = directory.resolve("runs").resolve(runs.get(i).name());
      Files.createDirectories(folder);
      int steps = failed[i] ? 25 : chunksDone[i] * CHUNK_STEPS;
      Files.write(folder.resolve("metrics.jsonl"), metrics(runs.get(i), i, steps));
      Files.writeString(
          folder.resolve("run.yaml"), run(runs.get(i), chunkOf(steps), steps, failed[i]));
    }
  }

  /** Gives chunks to the run that has had the fewest, on the slot that is free first. */
  private List<String> turns(int[] chunksDone, boolean[] failed) {
    double[] free = new double[slots];
    List<String> lines = new ArrayList<>();
    while (lines.size() < turnsTaken) {
      int next =
          IntStream.range(0, runs.size())
              .filter(i -> chunksDone[i] < CHUNKS && !failed[i])
              .boxed()
              .min(Comparator.comparingInt(i -> chunksDone[i]))
              .orElse(-1);
      if (next < 0) {
        break;
      }
      int slot =
          IntStream.range(0, slots).boxed().min(Comparator.comparingDouble(s -> free[s])).get();
      SampleRun run = runs.get(next);
      double seconds = 3.1 + 0.05 * run.rank() + 0.3 * (next % 3);
      int from = chunksDone[next] * CHUNK_STEPS;
      failed[next] = run.diverges() && chunksDone[next] == 1;
      int to = failed[next] ? 25 : from + CHUNK_STEPS;
      lines.add(
          ("{\"run\":\"%s\",\"runs\":[\"%s\"],\"chunk\":%d,\"slot\":%d,\"start\":\"%s\",\"end\":\"%s\","
                  + "\"swapSeconds\":0.0041,\"why\":\"LEAST_CONSUMED\",\"fromStep\":%d,\"toStep\":%d}")
              .formatted(
                  run.name(),
                  run.name(),
                  chunksDone[next],
                  slot,
                  at(free[slot]),
                  at(free[slot] + seconds),
                  from,
                  to));
      free[slot] += seconds + 0.06;
      chunksDone[next] += failed[next] ? 0 : 1;
    }
    return lines;
  }

  private static List<String> metrics(SampleRun run, int ordinal, int steps) {
    List<String> lines = new ArrayList<>();
    lines.add(eval(run, 0, ordinal));
    for (int step = 1; step <= steps; step++) {
      double rate = run.learningRate() * (1 - (step - 1) / (double) STEPS);
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"split\":\"train\",\"step\":%d,\"epoch\":%s,\"chunk\":%d,\"loss\":%s,\"grad_norm\":%s,"
                  + "\"learning_rate\":%s,\"num_tokens\":%d,\"mean_token_accuracy\":%s,\"time\":\"%s\"}",
              step,
              step / (double) STEPS,
              (step - 1) / CHUNK_STEPS,
              run.trainLoss(step),
              run.gradNorm(step),
              rate,
              step * 412,
              Math.exp(-run.evalLoss(step) / 2.4),
              at(ordinal * 3.5 + step * 0.2)));
      if (step % CHUNK_STEPS == 0) {
        lines.add(eval(run, step, ordinal));
      }
    }
    return lines;
  }

  private static String eval(SampleRun run, int step, int ordinal) {
    return String.format(
        Locale.ROOT,
        "{\"split\":\"eval\",\"step\":%d,\"epoch\":%s,\"chunk\":%d,\"eval_loss\":%s,"
            + "\"eval_mean_token_accuracy\":%s,\"time\":\"%s\"}",
        step,
        step / (double) STEPS,
        Math.max(0, step - 1) / CHUNK_STEPS,
        run.evalLoss(step),
        Math.exp(-run.evalLoss(step) / 2.4),
        at(ordinal * 3.5 + step * 0.2));
  }

  private String experiment() {
    return """
    apiVersion: rondo.dev/v1alpha1
    kind: Experiment
    metadata:
      name: support
    spec:
      trainer: SFT
      seed: 42
      chunks: 4
      objective: {metric: eval_loss, goal: Minimize}
      model: {uri: models/tiny-llama, dtype: float32}
      dataset:
        train: {uri: data/train.jsonl}
        eval: {uri: data/eval.jsonl}
    status:
      startTime: "2026-03-02T09:14:57Z"
      configs:
    """
        + runs.stream()
            .map(run -> "  - {name: " + run.name() + ", digest: \"sha256:00\"}\n")
            .collect(Collectors.joining());
  }

  /** The chunk, from 0, that the newest step lies in. */
  private static int chunkOf(int step) {
    return Math.max(0, step - 1) / CHUNK_STEPS;
  }

  private static String run(SampleRun run, int chunk, int step, boolean failed) {
    String state =
        failed ? "Failed" : step == STEPS ? "Succeeded" : step == 0 ? "Pending" : "Running";
    String phase = state.equals("Running") ? "Waiting" : state;
    String message =
        failed
            ? ", message: \"the loss is not a number at step 25 with learning rate "
                + run.learningRate()
                + "\""
            : "";
    return String.format(
        Locale.ROOT,
        """
        apiVersion: rondo.dev/v1alpha1
        kind: Run
        metadata:
          name: %1$s
          labels: {rondo.dev/experiment: support}
        spec:
          experiment: support
          desiredState: Running
          trainer: SFT
          seed: 42
          chunks: 4
          model: {uri: models/tiny-llama, dtype: float32}
          dataset: {train: {uri: data/train.jsonl}, eval: {uri: data/eval.jsonl}}
          config:
            peft: {r: %2$d, lora_alpha: %3$d, target_modules: [q_proj, v_proj]}
            trainingArgs: {learning_rate: %4$s, lr_scheduler_type: linear, per_device_train_batch_size: 4, num_train_epochs: 1, logging_steps: 1}
        status:
          state: %5$s
          worker:
            epoch: 1
            phase: %6$s
            progress: {step: %7$d, totalSteps: 64, chunk: %8$d, totalChunks: 4, chunks: "%13$d/4", epoch: %9$s, rows: %10$d, tokens: %11$d}
            metrics: {evalKey: "9f2c01d4"}%12$s
        """,
        run.name(),
        run.rank(),
        2 * run.rank(),
        run.learningRate(),
        state,
        phase,
        step,
        chunk,
        step / (double) STEPS,
        step * 4,
        step * 412,
        message.isEmpty() ? "" : "\n    " + message.substring(2),
        step == 0 ? 0 : chunk + 1);
  }

  private static String at(double seconds) {
    Instant time = START.plusMillis(Math.round(seconds * 1000));
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(time);
  }
}
