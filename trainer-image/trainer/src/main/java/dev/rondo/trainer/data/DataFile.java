package dev.rondo.trainer.data;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * One data file.
 *
 * @param path absolute
 * @param format how it is written
 * @param limit use only so many rows, the first ones after the shuffle
 * @param shuffle shuffle the rows once, by the run's seed
 */
public record DataFile(Path path, FileFormat format, OptionalLong limit, boolean shuffle) {
  /** The whole file in its order. */
  public static DataFile of(Path path, FileFormat format) {
    return new DataFile(path, format, OptionalLong.empty(), false);
  }
}
