package dev.rondo.scheduler.state;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.state.StateHeader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the states of runs live while they take turns: in shared memory where there is some. */
public final class RunStates {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "rondo-";

  private final Path root;
  private final Owner owner;

  private RunStates(Path root, Owner owner) {
    this.root = root;
    this.owner = owner;
  }

  /**
   * Makes the place for the states of an experiment. Each process has its own, and only one has an
   * experiment at a time: a trainer that outlives a killed scheduler writes where nobody reads.
   * What killed processes left in memory is deleted, whichever experiment's it was.
   *
   * @param uid the experiment's; another one of the same name has states of its own
   * @param fallback where to keep them on a machine without shared memory
   */
  public static RunStates create(String uid, Path fallback) throws IOException {
    boolean shared = Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY);
    return in(shared ? SHARED_MEMORY : fallback, uid);
  }

  /**
   * Makes the place in a directory of its own choice, as {@link #create} does.
   *
   * @param parent on a memory volume
   */
  public static RunStates in(Path parent, String uid) throws IOException {
    String prefix = PREFIX + uid + "-";
    String own = "-" + ProcessHandle.current().pid() + "-";
    Files.createDirectories(parent);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path directory : left) {
        String name = directory.getFileName().toString();
        // Closing a file of a lock's own process would give the lock up.
        if (name.startsWith(prefix) || (!name.contains(own) && Owner.isGone(directory))) {
          DurableFiles.delete(directory);
        }
      }
    }
    Path root = Files.createTempDirectory(parent, PREFIX + uid + own);
    return new RunStates(root, Owner.of(root));
  }

  /** A run's state directory. */
  public Path directory(String run) {
    return root.resolve(run);
  }

  /**
   * Makes the newest whole checkpoint the run's present state. What lies in memory may be newer
   * than what the run's records tell, and would leave a gap in them.
   *
   * @return optimizer steps of that state; empty when the run has none
   */
  public Optional<Long> restore(String run, Checkpoints checkpoints) throws IOException {
    Path directory = directory(run);
    DurableFiles.delete(directory);
    Files.createDirectories(directory);
    Optional<Path> durable = checkpoints.newest();
    if (durable.isPresent()) {
      Files.copy(durable.get(), StateFile.generations(directory).getFirst());
    }
    return durable.flatMap(StateFile::header).map(StateHeader::step);
  }

  /** Forgets a run's states. */
  public void delete(String run) throws IOException {
    DurableFiles.delete(directory(run));
  }

  /** Forgets every state. */
  public void deleteAll() throws IOException {
    DurableFiles.delete(root);
    owner.close();
  }
}
