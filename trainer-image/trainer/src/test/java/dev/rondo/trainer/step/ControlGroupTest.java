package dev.rondo.trainer.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupTest {
  @TempDir private Path root;

  @Test
  void whatIsLeftOfALimitIsToldByBothVersions() throws IOException {
    write("memory.max", "1000\n");
    write("memory.current", "700\n");
    write("memory.stat", "anon 600\ninactive_file 100\n");
    assertEquals(400, ControlGroup.V2.available(root));
    write("memory/memory.limit_in_bytes", "2000\n");
    write("memory/memory.usage_in_bytes", "1500\n");
    write("memory/memory.stat", "inactive_file 1\ntotal_inactive_file 50\n");
    assertEquals(550, ControlGroup.V1.available(root));
  }

  @Test
  void withoutALimitOrAGroupThereIsNoEnd() throws IOException {
    write("memory.max", "max\n");
    assertEquals(Long.MAX_VALUE, ControlGroup.V2.available(root));
    assertEquals(Long.MAX_VALUE, ControlGroup.V1.available(root));
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
