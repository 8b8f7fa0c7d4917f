package dev.rondo.trainer.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.protocol.v1.Prepared;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are tokenised once for all that want them. */
class PreparedOnceTest {
  private static final List<String> FOUND =
      List.of("train: 64 rows, prepared before", "eval: 16 rows, prepared before");

  @TempDir private Path directory;

  @Test
  void anotherConfigAndAnotherProcessFindTheRowsPrepared() throws Exception {
    Prepared first = prepare("first", "", "");
    assertFalse(isFound(first), first::toString);
    assertTrue(isFound(prepare("second", "", "")));
    Prepared other =
        prepare(
            "other", ", \"gradient_accumulation_steps\": 2, \"seed\": 7", ", \"use_dora\": true");
    assertTrue(isFound(other), other::toString);
    assertEquals(first.getRowsDigest(), other.getRowsDigest());
    assertFalse(isFound(prepare("packed", ", \"packing\": true", "")));
  }

  /** In a process of its own, as far as its memory goes. */
  private Prepared prepare(String run, String arguments, String peft) throws Exception {
    TestTrainer trainer = new TestTrainer(directory);
    try {
      return trainer.prepare(trainer.config(run, arguments, peft));
    } finally {
      trainer.end();
    }
  }

  private static boolean isFound(Prepared prepared) {
    return prepared.getWarningsList().containsAll(FOUND);
  }
}
