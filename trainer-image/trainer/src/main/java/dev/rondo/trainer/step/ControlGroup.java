package dev.rondo.trainer.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where the kernel tells the memory limit of a container, and what of it is used. */
enum ControlGroup {
  /** Linux' control groups, version 2. */
  V2("memory.max", "memory.current", "memory.stat", "inactive_file"),
  /** Version 1; what is not limited is told as a number larger than any memory. */
  V1(
      "memory/memory.limit_in_bytes",
      "memory/memory.usage_in_bytes",
      "memory/memory.stat",
      "total_inactive_file");

  static final Path ROOT = Path.of("/sys/fs/cgroup");

  private final String limit;
  private final String used;
  private final String details;
  private final String cached;

  ControlGroup(String limit, String used, String details, String cached) {
    this.limit = limit;
    this.used = used;
    this.details = details;
    this.cached = cached;
  }

  /**
   * Bytes that can still be used, with caches given back.
   *
   * @param root where control groups are mounted
   * @return the largest number where there is no limit, or none of this version
   */
  long available(Path root) throws IOException {
    try {
      String bytes = Files.readString(root.resolve(limit)).strip();
      if (bytes.equals("max")) {
        return Long.MAX_VALUE;
      }
      long taken =
          Long.parseLong(Files.readString(root.resolve(used)).strip())
              - AvailableMemory.number(root.resolve(details), cached);
      return Math.max(0, Long.parseLong(bytes) - taken);
    } catch (NoSuchFileException otherVersion) {
      return Long.MAX_VALUE;
    }
  }
}
