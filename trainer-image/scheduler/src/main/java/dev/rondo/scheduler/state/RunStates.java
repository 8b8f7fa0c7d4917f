package dev.rondo.scheduler.state;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.state.StateHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Where the states of runs live while they take turns: in shared memory where there is some. */
public final class RunStates {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final Path root;

  private RunStates(Path root) {
    this.root = root;
  }

  /**
   * The states of an experiment.
   *
   * @param uid the experiment's; another one of the same name has states of its own
   * @param fallback where to keep them on a machine without shared memory
   */
  public static RunStates of(String uid, Path fallback) {
    boolean shared = Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY);
    return new RunStates(shared ? SHARED_MEMORY.resolve("rondo-" + uid) : fallback);
  }

  /** A run's state directory. */
  public Path directory(String run) {
    return root.resolve(run);
  }

  /**
   * Makes the newest whole state there is the run's present one: what is in memory still, or the
   * newest durable checkpoint.
   *
   * @return optimizer steps of that state; empty when the run has none
   */
  public Optional<Long> restore(String run, Checkpoints checkpoints) throws IOException {
    Path directory = directory(run);
    Files.createDirectories(directory);
    Optional<Long> present = step(StateFile.newest(directory));
    Optional<Path> durable = checkpoints.newest();
    Optional<Long> kept = step(durable);
    if (kept.isPresent() && kept.get() > present.orElse(-1L)) {
      for (Path generation : StateFile.generations(directory)) {
        Files.deleteIfExists(generation);
      }
      Path first = StateFile.generations(directory).getFirst();
      Files.copy(durable.orElseThrow(), first, StandardCopyOption.REPLACE_EXISTING);
      return kept;
    }
    return present;
  }

  /** Forgets a run's states. */
  public void delete(String run) throws IOException {
    DurableFiles.delete(directory(run));
  }

  /** Forgets every state. */
  public void deleteAll() throws IOException {
    DurableFiles.delete(root);
  }

  private static Optional<Long> step(Optional<Path> state) {
    return state.flatMap(StateFile::header).map(StateHeader::step);
  }
}
