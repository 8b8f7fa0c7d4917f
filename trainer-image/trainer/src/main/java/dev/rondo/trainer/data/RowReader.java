package dev.rondo.trainer.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a data file row by row, without ever holding all of it. */
interface RowReader extends Closeable {
  /** The next row; rows that cannot be read are told to the problems and passed over. */
  Optional<SourceRow> next() throws IOException;

  /** How much of the file has been read, 0 to 1, or negative when unknown. */
  double fraction();

  /** Opens the rows of a data file. */
  static RowReader open(DataFile file, RowProblems problems) throws IOException {
    return file.paths().size() == 1
        ? open(file.paths().getFirst(), file.format(), problems)
        : new ConcatenatedReader(file.paths(), file.format(), problems);
  }

  /** Opens one file in its format. */
  static RowReader open(Path path, FileFormat format, RowProblems problems) throws IOException {
    return switch (format) {
      case JSONL -> new JsonLinesReader(path, problems);
      case JSON ->
          JsonArrayReader.startsWithObject(path)
              ? new JsonLinesReader(path, problems)
              : new JsonArrayReader(path, problems);
      case CSV -> new CsvReader(path, problems);
      case PARQUET -> new ParquetReader(path, problems);
    };
  }
}
