package dev.rondo.trainer.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowReaderTest {
  @TempDir Path directory;
  private final RowProblems problems = new RowProblems();

  @Test
  void jsonLinesSkipsBlankLinesAndReadsALastOneWithoutEnd() throws IOException {
    List<SourceRow> rows =
        read(FileFormat.JSONL, "\uFEFF{\"a\": 1, \"b\": null}\r\n\n{\"a\": 2.5}");
    assertEquals(2, rows.size());
    assertEquals(1L, rows.get(0).columns().get("a"));
    assertTrue(rows.get(0).columns().containsKey("b"));
    assertEquals(Map.of("a", 2.5), rows.get(1).columns());
    assertTrue(rows.get(1).place().endsWith(":3"));
    assertFalse(problems.any());
  }

  @Test
  void everyMalformedLineIsNamedByItsNumber() throws IOException {
    List<SourceRow> rows =
        read(FileFormat.JSONL, "{\"a\": 1}\n{\"a\": }\n[1]\n{\"a\": 2} x\n{\"a\": 3}\n");
    assertEquals(2, rows.size());
    List<String> places = refused().problems().stream().map(Problem::field).toList();
    assertEquals(List.of(":2", ":3", ":4"), places.stream().map(RowReaderTest::line).toList());
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedByLine() throws IOException {
    Path file = directory.resolve("data.jsonl");
    Files.write(file, new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'});
    assertTrue(read(DataFile.of(file, FileFormat.JSONL)).isEmpty());
    assertEquals(":1", line(refused().problems().getFirst().field()));
  }

  @Test
  void aLineLongerThanTheBufferIsOneRow() throws IOException {
    String text = "x".repeat(200_000);
    List<SourceRow> rows = read(FileFormat.JSONL, "{\"t\": \"" + text + "\"}\n{\"t\": \"y\"}\n");
    assertEquals(text, rows.get(0).columns().get("t"));
    assertEquals("y", rows.get(1).columns().get("t"));
  }

  @Test
  void aJsonArrayIsReadElementByElement() throws IOException {
    List<SourceRow> rows = read(FileFormat.JSON, "[{\"a\": [1, {\"b\": true}]},\n {\"a\": 2}]");
    assertEquals(List.of(1L, Map.of("b", true)), rows.get(0).columns().get("a"));
    assertTrue(rows.get(1).place().endsWith(":2 (row 2)"));
  }

  @Test
  void aJsonFileMayHoldOneObjectALine() throws IOException {
    assertEquals(2, read(FileFormat.JSON, " {\"a\": 1}\n{\"a\": 2}\n").size());
  }

  @Test
  void anArrayThatBreaksOffIsRefusedWhereItBreaks() throws IOException {
    assertEquals(1, read(FileFormat.JSON, "[{\"a\": 1},\n{\"a\": ").size());
    assertTrue(refused().problems().getFirst().field().endsWith(":2 (row 2)"));
  }

  @Test
  void csvKeepsCommasQuotesAndLineBreaksInQuotedFields() throws IOException {
    List<SourceRow> rows =
        read(
            FileFormat.CSV,
            "\uFEFFprompt,completion\r\n\"a, b\",\"say \"\"hi\"\"\nthere\"\r\n007,\n");
    assertEquals(
        Map.of("prompt", "a, b", "completion", "say \"hi\"\nthere"), rows.get(0).columns());
    assertEquals(Map.of("prompt", "007", "completion", ""), rows.get(1).columns());
    assertEquals(":4", line(rows.get(1).place()));
  }

  @Test
  void csvRowsOfAnotherWidthAndOpenQuotesAreRefusedByLine() throws IOException {
    assertEquals(1, read(FileFormat.CSV, "a,b\n1,2\n3\n4,5,6\n\"7,8\n").size());
    List<String> places = refused().problems().stream().map(Problem::field).toList();
    assertEquals(List.of(":3", ":4", ":5"), places.stream().map(RowReaderTest::line).toList());
  }

  @Test
  void parquetGivesNestedValuesInOrder() throws IOException, SQLException {
    Path file = directory.resolve("it's.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement()) {
      statement.execute(
          """
          COPY (SELECT i AS n, [{'role': 'user', 'content': 'row ' || i, 'name': NULL}] AS messages,
                       i / 4.0 AS share, i = 2 AS flag
                FROM range(5000) t(i)) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 1000)
          """
              .formatted(file.toString().replace("'", "''")));
    }
    List<SourceRow> rows = read(DataFile.of(file, FileFormat.PARQUET));
    assertFalse(problems.any());
    assertEquals(5000, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertEquals((long) i, rows.get(i).columns().get("n"));
    }
    SourceRow second = rows.get(2);
    assertEquals(0.5, second.columns().get("share"));
    assertEquals(true, second.columns().get("flag"));
    assertTrue(second.place().endsWith(": row 3"));
    assertTrue(
        second.columns().get("messages") instanceof List<?> list
            && list.getFirst() instanceof Map<?, ?> message
            && "row 2".equals(message.get("content"))
            && message.containsKey("name"));
  }

  @Test
  void whatIsNotParquetIsRefused() throws IOException {
    assertTrue(read(FileFormat.PARQUET, "no parquet").isEmpty());
    assertTrue(refused().getMessage().contains("not a Parquet file"));
  }

  @Test
  void problemsPastTheFirstOnesAreCounted() throws IOException {
    read(FileFormat.JSONL, "[]\n".repeat(50));
    List<Problem> told = refused().problems();
    assertEquals(21, told.size());
    assertTrue(told.getLast().message().contains("30 more"));
  }

  private List<SourceRow> read(FileFormat format, String text) throws IOException {
    Path file = directory.resolve("data.txt");
    Files.writeString(file, text);
    return read(DataFile.of(file, format));
  }

  private List<SourceRow> read(DataFile file) throws IOException {
    List<SourceRow> rows = new ArrayList<>();
    try (RowReader reader = RowReader.open(file, problems)) {
      for (Optional<SourceRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        rows.add(row.get());
      }
      assertTrue(reader.fraction() <= 1.01);
    }
    return rows;
  }

  private RefusedException refused() {
    return assertThrows(RefusedException.class, problems::refuseIfAny);
  }

  private static String line(String place) {
    return place.substring(place.lastIndexOf(':'));
  }
}
