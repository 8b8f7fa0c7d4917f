package dev.rondo.trainer.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads a data file row by row, without ever holding all of it. */
interface RowReader extends Closeable {
  /** The next row; rows that cannot be read are told to the problems and passed over. */
  Optional<SourceRow> next() throws IOException;

  /** How much of the file has been read, 0 to 1, or negative when unknown. */
  double fraction();

  /** Opens a file in its format. */
  static RowReader open(DataFile file, RowProblems problems) throws IOException {
    return switch (file.format()) {
      case JSONL -> new JsonLinesReader(file.path(), problems);
      case JSON ->
          JsonArrayReader.startsWithObject(file.path())
              ? new JsonLinesReader(file.path(), problems)
              : new JsonArrayReader(file.path(), problems);
      case CSV -> new CsvReader(file.path(), problems);
      case PARQUET -> new ParquetReader(file.path(), problems);
    };
  }
}
