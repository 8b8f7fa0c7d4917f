package dev.rondo.scheduler.state;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.state.StateFormatException;
import dev.rondo.protocol.state.StateHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/** A run's durable checkpoints: {@code step-NNNNNN/state.0}, each complete or absent. */
public final class Checkpoints {
  private static final String PREFIX = "step-";
  private static final String STATE = "state.0";

  private final Path directory;
  private final String reference;

  /**
   * The checkpoints in this directory, which need not be there.
   *
   * @param reference what their names begin with where a status names them
   */
  public Checkpoints(Path directory, String reference) {
    this.directory = directory;
    this.reference = reference;
  }

  /**
   * Copies a saved state: aside, synced, renamed.
   *
   * @param generation a whole state
   * @return what a status calls it, and its digest; empty when the state was overwritten while it
   *     was copied, as a newer one follows then
   */
  public Optional<CheckpointRef> write(Path generation, long step) throws IOException {
    String name = name(step);
    Path target = directory.resolve(name);
    Path aside = directory.resolve("." + name + ".new");
    DurableFiles.delete(aside);
    Files.createDirectories(aside);
    Path copy = aside.resolve(STATE);
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(copy), digest)) {
      Files.copy(generation, out);
    }
    DurableFiles.sync(copy);
    DurableFiles.sync(aside);
    long copied =
        StateFile.newest(aside).flatMap(StateFile::header).map(StateHeader::step).orElse(-1L);
    if (copied != step) {
      DurableFiles.delete(aside);
      return Optional.empty();
    }
    if (Files.isDirectory(target)) {
      // A step may be saved again; its checkpoint is the former or the new one at any moment.
      Files.move(copy, target.resolve(STATE), StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.sync(target);
      DurableFiles.delete(aside);
    } else {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.sync(directory);
    }
    return Optional.of(ref(step, digest));
  }

  /** Where the checkpoint of a step is, and its digest. */
  public CheckpointRef ref(long step) throws IOException {
    MessageDigest digest = sha256();
    Path state = directory.resolve(name(step)).resolve(STATE);
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(state, out);
    }
    return ref(step, digest);
  }

  private CheckpointRef ref(long step, MessageDigest digest) {
    return new CheckpointRef(
        step, reference + name(step), "sha256:" + HexFormat.of().formatHex(digest.digest()));
  }

  /** Of the directory of a step's checkpoint. */
  public static String name(long step) {
    return PREFIX + "%06d".formatted(step);
  }

  /** Steps that have a checkpoint, newest first. */
  public List<Long> steps() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches(PREFIX + "[0-9]{6,}"))
          .map(name -> Long.parseLong(name.substring(PREFIX.length())))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** The state file of a step, if it is whole. */
  public Optional<Path> state(long step) throws IOException {
    return StateFile.newest(directory.resolve(name(step)));
  }

  /**
   * The state file of a step, if it is whole.
   *
   * @throws IOException also if a newer build wrote it: it is not damaged, but not to be read here
   */
  public Optional<Path> readableState(long step) throws IOException {
    return StateFile.newestReadable(directory.resolve(name(step)));
  }

  /** Whether the state of a step is whole, or a newer build's, of which that can't be told. */
  public boolean holds(long step) throws IOException {
    try {
      return readableState(step).isPresent();
    } catch (StateFormatException newer) {
      return true;
    }
  }

  /**
   * Puts checkpoints that are not whole, and newer than the newest that is, out of the way. They
   * would count among the newest to keep.
   *
   * @return their steps, newest first
   * @throws IOException also if a newer build wrote one of those, which stays where it is
   */
  public List<Long> setTornAside() throws IOException {
    List<Long> torn = new ArrayList<>();
    for (long step : steps()) {
      if (readableState(step).isPresent()) {
        break;
      }
      Path damaged = directory.resolve(name(step));
      Path aside = directory.resolve(damaged.getFileName() + ".damaged");
      DurableFiles.delete(aside);
      Files.move(damaged, aside, StandardCopyOption.ATOMIC_MOVE);
      torn.add(step);
    }
    return torn;
  }

  /** The newest whole state; torn ones are passed over. */
  public Optional<Path> newest() throws IOException {
    for (long step : steps()) {
      Optional<Path> state = state(step);
      if (state.isPresent()) {
        return state;
      }
    }
    return Optional.empty();
  }

  /** Deletes all but the newest {@code keep} and those of pinned steps. */
  public void retain(int keep, LongPredicate isPinned) throws IOException {
    List<Long> steps = steps();
    for (long step : steps.subList(Math.min(keep, steps.size()), steps.size())) {
      if (!isPinned.test(step)) {
        DurableFiles.delete(directory.resolve(name(step)));
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
