package dev.rondo.cli.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTableTest {
  @ParameterizedTest
  @CsvSource({
    "/models/tiny, /models/large, tiny, large",
    "/models/a/tiny, /models/b/tiny, a/tiny, b/tiny",
    "hf://acme/small, hf://other/small, acme/small, other/small",
    "/models/tiny, tiny, /models/tiny, tiny",
    "/models/, /models/tiny, models/, models/tiny",
    "0.1, 0.2, 0.1, 0.2"
  })
  void aCellLeavesOutTheDirectoriesThatAllShare(String a, String b, String cellA, String cellB) {
    String field = "model.uri";
    ConfigTable table =
        new ConfigTable(
            List.of(field),
            List.of(field),
            Map.of("a", Map.of(field, a), "b", Map.of(field, b), "without", Map.of()));
    assertEquals(cellA, table.cell("a", field));
    assertEquals(cellB, table.cell("b", field));
    assertEquals(ConfigTable.ABSENT, table.cell("without", field));
  }
}
