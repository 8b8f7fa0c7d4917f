package dev.rondo.operator.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class InstallYamlTest {
  @Test
  void isWhatTheChartGives() throws IOException {
    assertEquals(InstallYaml.text(), Files.readString(InstallYaml.FILE), "run `make crds`");
  }
}
