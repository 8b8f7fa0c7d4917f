package dev.rondo.trainer.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** How rows are written in a data file. */
public enum FileFormat {
  /** One JSON object a line. */
  JSONL,
  /** A JSON array of objects. */
  JSON,
  /** Comma separated, with a header line. */
  CSV,
  /** Apache Parquet. */
  PARQUET;

  /** The format of this name, which is also its file extension, if there is one. */
  public static Optional<FileFormat> named(String name) {
    return Arrays.stream(values()).filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The format by the file's extension, if it tells. */
  public static Optional<FileFormat> ofExtension(Path path) {
    String file = path.getFileName().toString();
    return named(file.substring(file.lastIndexOf('.') + 1));
  }
}
