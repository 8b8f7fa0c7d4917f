package dev.rondo.exactness;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system of two megabytes; who may not mount one skips the test and says so.
 *
 * @param directory where it is mounted
 */
record SmallDisk(Path directory) implements AutoCloseable {
  static SmallDisk mount(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", directory.toString())
            .redirectErrorStream(true)
            .start();
    String answer = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (mount.waitFor() != 0) {
      System.out.println("skipped, as no disk may be mounted here: " + answer.trim());
      abort(answer);
    }
    return new SmallDisk(directory);
  }

  /** Leaves no room on it. */
  void fill() {
    try (OutputStream out = Files.newOutputStream(filler())) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // as was wanted
    }
  }

  /** Makes room again. */
  void clear() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  @Override
  public void close() throws IOException {
    try {
      int _ = new ProcessBuilder("umount", "-l", directory.toString()).start().waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
