package dev.rondo.trainer.export;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an adapter names the model it belongs to, so that PEFT finds it.
 *
 * @param name a path, or {@code owner/name} on a hub
 * @param revision commit on the hub
 */
public record BaseName(String name, Optional<String> revision) {
  /** A directory of this machine. */
  public static BaseName of(Path directory) {
    return new BaseName(directory.toString(), Optional.empty());
  }
}
