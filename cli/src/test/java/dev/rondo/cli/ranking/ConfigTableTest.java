package dev.rondo.cli.ranking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.v1alpha1.CloneFrom;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.WarmStart;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

  @Test
  void whatACloneStartsFromIsOneField() {
    WarmStart warm = new WarmStart(true, "Restart", "Continue", "Inherit");
    assertEquals(
        Map.of("cloned from", "first, warm"),
        ConfigFields.of(clone(new CloneFrom("first", "Latest", warm))));
    assertEquals(
        Map.of("cloned from", "first, cold"),
        ConfigFields.of(clone(new CloneFrom("first", null, null))));
  }

  private static RunSpec clone(CloneFrom from) {
    return new RunSpec("support", null, null, null, null, null, null, null, from, null);
  }
}
