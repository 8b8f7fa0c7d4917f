package dev.rondo.scheduler.state;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.state.StateHeader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the states of runs live while they take turns: in shared memory where there is some. What
 * is there between two turns is in the run's newest checkpoint too, so that it may leave at any
 * time.
 */
public final class RunStates {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "rondo-";

  private final Path root;
  private final Owner owner;
  private final Room room;

  private RunStates(Path root, Owner owner, Room room) {
    this.root = root;
    this.owner = owner;
    this.room = room;
  }

  /** How much of the memory is left. */
  public interface Room {
    /** Bytes that can still be written. */
    long freeBytes() throws IOException;
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
    return in(parent, uid, () -> Files.getFileStore(parent).getUsableSpace());
  }

  /** As {@link #in(Path, String)}, where there is so much room. */
  public static RunStates in(Path parent, String uid, Room room) throws IOException {
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
    return new RunStates(root, Owner.of(root), room);
  }

  /** A run's state directory. */
  public Path directory(String run) {
    return root.resolve(run);
  }

  /** Bytes that can still be written. */
  public long freeBytes() throws IOException {
    return room.freeBytes();
  }

  /** Bytes that a run's states take now. */
  public long bytes(String run) throws IOException {
    long bytes = 0;
    for (Path generation : StateFile.generations(directory(run))) {
      bytes += Files.exists(generation) ? Files.size(generation) : 0;
    }
    return bytes;
  }

  /**
   * Takes a run back to its newest whole checkpoint. What lies in memory may be newer than what the
   * run's records tell, and would leave a gap in them, so it is forgotten.
   *
   * @return optimizer steps of that checkpoint; empty when the run has none
   */
  public Optional<Long> goBack(String run, Checkpoints checkpoints) throws IOException {
    delete(run);
    return checkpoints.newest().flatMap(StateFile::header).map(StateHeader::step);
  }

  /**
   * Brings the newest whole checkpoint into memory, unless there is a state already. For the thread
   * of the slot on which the run's turn begins.
   *
   * @param directory of the run's state
   */
  public static void bring(Path directory, Checkpoints checkpoints) throws IOException {
    Path generation = StateFile.generations(directory).getFirst();
    boolean isThere = StateFile.generations(directory).stream().anyMatch(Files::exists);
    Optional<Path> durable = isThere ? Optional.empty() : checkpoints.newest();
    if (durable.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(directory);
      Files.copy(durable.get(), generation);
    } catch (IOException failed) {
      DurableFiles.delete(directory);
      throw new IOException(
          "its state could not be brought into memory: " + failed.getMessage(), failed);
    }
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
