package dev.rondo.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GenerateExamplesTest {
  private static final Path EXAMPLES = Path.of("..");

  @Test
  void checkedInFilesAreWhatTheGeneratorWrites() throws Exception {
    for (Map.Entry<String, String> file : GenerateExamples.files().entrySet()) {
      assertEquals(
          file.getValue(),
          Files.readString(EXAMPLES.resolve(file.getKey())),
          file.getKey() + " differs; write it again with `make example-data`");
    }
  }

  @Test
  void anotherSeedGivesOtherRows() {
    assertTrue(
        DataSets.all(1).entrySet().stream()
            .noneMatch(file -> file.getValue().equals(DataSets.all(2).get(file.getKey()))));
  }

  @Test
  void evaluationRowsAreHeldOut() {
    Map<String, List<?>> files = DataSets.all(GenerateExamples.SEED);
    for (String name : List.of("support", "preferences", "arithmetic")) {
      Set<Object> both = new HashSet<>(files.get(name + "-train.jsonl"));
      both.retainAll(files.get(name + "-eval.jsonl"));
      assertEquals(Set.of(), both, name);
    }
  }
}
