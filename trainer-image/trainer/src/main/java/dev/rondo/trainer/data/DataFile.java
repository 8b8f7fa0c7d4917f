package dev.rondo.trainer.data;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The rows of one file, or of several one after the other, as a hub's data sets are kept.
 *
 * @param paths absolute, at least one
 * @param format how all of them are written
 * @param limit use only so many rows, the first ones after the shuffle
 * @param shuffle shuffle the rows once, by the run's seed
 */
public record DataFile(List<Path> paths, FileFormat format, OptionalLong limit, boolean shuffle) {
  /** Keeps its own copy. */
  public DataFile {
    paths = List.copyOf(paths);
  }

  /** One file. */
  public DataFile(Path path, FileFormat format, OptionalLong limit, boolean shuffle) {
    this(List.of(path), format, limit, shuffle);
  }

  /** The whole file in its order. */
  public static DataFile of(Path path, FileFormat format) {
    return new DataFile(path, format, OptionalLong.empty(), false);
  }

  /** As messages call it. */
  public String name() {
    String first = paths.getFirst().toString();
    return paths.size() == 1 ? first : "%s and %d more".formatted(first, paths.size() - 1);
  }
}
