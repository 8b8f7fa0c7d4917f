package dev.rondo.api.crd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GeneratedFilesTest {
  @TestFactory
  Stream<DynamicTest> whatIsInTheChartAndTheDocsIsWhatTheCatalogueGives() {
    return GenerateCrds.files().entrySet().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getKey(),
                () -> assertEquals(file.getValue(), read(file.getKey()), "run `make crds`")));
  }

  private static String read(String path) throws IOException {
    return Files.readString(Path.of("..").resolve(path));
  }
}
