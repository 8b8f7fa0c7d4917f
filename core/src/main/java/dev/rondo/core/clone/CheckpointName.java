package dev.rondo.core.clone;

import java.util.OptionalLong;

/** Names of checkpoints: {@code step-000016} is the state after 16 optimizer steps. */
public final class CheckpointName {
  private static final String PREFIX = "step-";

  private CheckpointName() {}

  /** The name of a step's checkpoint. */
  public static String of(long step) {
    return PREFIX + "%06d".formatted(step);
  }

  /** The step that a name, or the last part of a path, tells; empty when it is no such name. */
  public static OptionalLong step(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.matches(PREFIX + "[0-9]{6,18}")
        ? OptionalLong.of(Long.parseLong(name.substring(PREFIX.length())))
        : OptionalLong.empty();
  }
}
