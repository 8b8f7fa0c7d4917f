package dev.rondo.scheduler.kubernetes;

import dev.rondo.scheduler.store.RunFolder;
import java.nio.file.Path;

/**
 * Where things are on an experiment's volume. All that Rondo writes is under {@code
 * experiments/UID}, since experiments may share a claim and their names come again; a run's files
 * are under its UID and the epoch of the worker that wrote them.
 *
 * @param volume its root, and what relative URIs of a manifest start from
 * @param experimentUid whose
 */
public record VolumeLayout(Path volume, String experimentUid) {
  private static final String RUNS = "runs";

  /** What checkpoint paths in a status start from. */
  public Path experiment() {
    return volume.resolve("experiments").resolve(experimentUid);
  }

  Path runs() {
    return experiment().resolve(RUNS);
  }

  /** All epochs of a run. */
  Path run(String uid) {
    return runs().resolve(uid);
  }

  /** What a worker writes of a run. */
  RunFolder run(String uid, long epoch) {
    return new RunFolder(
        run(uid).resolve(Long.toString(epoch)), "%s/%s/%d/".formatted(RUNS, uid, epoch));
  }

  /**
   * The folder of the epoch that wrote a checkpoint.
   *
   * @param checkpoint {@code runs/UID/EPOCH/checkpoints/step-N}, from a status
   */
  Path epochOf(String checkpoint) {
    return experiment().resolve(checkpoint).getParent().getParent();
  }

  /** Prepared rows, for all workers. */
  Path prepared() {
    return experiment().resolve("prepared");
  }

  /** Turns of one worker. */
  Path turns(String pod) {
    return experiment().resolve("turns").resolve(pod + ".jsonl");
  }
}
