package dev.rondo.scheduler.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileUrisTest {
  private final FileUris onCluster =
      new FileUris(Path.of("/volume"), Optional.of(Path.of("/claims")));

  @Test
  void relativePathsStartFromTheBase() {
    assertEquals("/volume/data/train.jsonl", onCluster.locate("./data/train.jsonl"));
  }

  @Test
  void claimsAreMountedByTheirNames() {
    assertEquals("/claims/models/llama", onCluster.locate("pvc://models/llama"));
  }

  @Test
  void absolutePathsAndFileUrisAreThemselves() {
    assertEquals("/models/llama", onCluster.locate("file:///models/llama"));
    assertEquals("/models/llama", onCluster.locate("/models/llama"));
  }

  @Test
  void whatIsNoFileHereIsLeftAsItIs() {
    assertEquals("hf://owner/name@main", onCluster.locate("hf://owner/name@main"));
    FileUris local = new FileUris(Path.of("/here"), Optional.empty());
    assertEquals("pvc://models/llama", local.locate("pvc://models/llama"));
  }
}
