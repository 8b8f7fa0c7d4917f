package dev.rondo.scheduler.store;

import dev.rondo.scheduler.record.MetricsLog;
import dev.rondo.scheduler.state.Checkpoints;
import java.nio.file.Path;

/**
 * A run's folder on the experiment's volume.
 *
 * @param directory need not be there
 * @param reference what paths under it begin with where a status names them
 */
public record RunFolder(Path directory, String reference) {
  /** A folder whose files are named by their paths in it. */
  public RunFolder(Path directory) {
    this(directory, "");
  }

  /** Its training and evaluation records. */
  public MetricsLog metrics() {
    return new MetricsLog(directory.resolve("metrics.jsonl"));
  }

  /** A few of the completions that a GRPO run trained on, by chunk. */
  public MetricsLog completions() {
    return new MetricsLog(directory.resolve("completions.jsonl"));
  }

  /** Its durable states. */
  public Checkpoints checkpoints() {
    return new Checkpoints(directory.resolve("checkpoints"), reference + "checkpoints/");
  }

  /** Of a warm clone: the state it starts from, its own copy. */
  public Path source() {
    return directory.resolve("source");
  }

  /** The newest adapter in PEFT's layout. */
  public Path adapter() {
    return directory.resolve("adapter");
  }

  /** The final model after full fine-tuning. */
  public Path model() {
    return directory.resolve("model");
  }

  /** The adapter or model with the best evaluation. */
  public Path best() {
    return directory.resolve("best");
  }
}
