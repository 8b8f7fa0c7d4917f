package dev.rondo.trainer.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Apache Parquet, streamed by DuckDB; nested values come as it writes them in JSON. */
final class ParquetReader implements RowReader {
  private final Path path;
  private final Connection connection;
  private final Statement statement;
  private final ResultSet rows;
  private final long total;
  private long row;

  ParquetReader(Path path, RowProblems problems) throws IOException {
    this.path = path;
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("memory_limit", "512MB");
    settings.setProperty("threads", "1");
    settings.setProperty("autoinstall_known_extensions", "false");
    String source = "read_parquet('" + path.toString().replace("'", "''") + "')";
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:", settings);
      statement = connection.createStatement();
    } catch (SQLException e) {
      throw new IOException(path + ": DuckDB does not start: " + e.getMessage(), e);
    }
    ResultSet opened = null;
    long counted = 0;
    try {
      try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + source)) {
        count.next();
        counted = count.getLong(1);
      }
      opened = statement.executeQuery("SELECT to_json(columns) FROM " + source + " AS columns");
    } catch (SQLException e) {
      problems.add(path.toString(), "not a Parquet file that can be read: " + e.getMessage());
    }
    rows = opened;
    total = counted;
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    try {
      if (rows == null || !rows.next()) {
        return Optional.empty();
      }
      row++;
      Map<String, Object> columns = new LinkedHashMap<>();
      if (JsonValues.ONE_VALUE.readValue(rows.getString(1)) instanceof Map<?, ?> object) {
        object.forEach((name, value) -> columns.put((String) name, value));
      }
      return Optional.of(new SourceRow(path + ": row " + row, columns));
    } catch (SQLException e) {
      throw new IOException(path + ": row " + (row + 1) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public double fraction() {
    return total == 0 ? 1 : (double) row / total;
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }
}
