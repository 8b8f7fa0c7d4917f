package dev.rondo.scheduler.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the last trainer of a slot ended, as its container's first process writes it down for the
 * scheduler, which can't see into that container.
 *
 * @param file beside the trainer's socket
 */
public record TrainerExit(Path file) {
  private static final int SIGNALS = 128;

  /** Of the trainer that listens there. */
  public static TrainerExit beside(Path socket) {
    return new TrainerExit(socket.resolveSibling(socket.getFileName() + ".exit"));
  }

  /** Writes it down. */
  public void write(int code) throws IOException {
    Files.writeString(file, Integer.toString(code));
  }

  /** For the end of a sentence: " with exit code 137 (signal 9)"; empty where nothing is known. */
  public String describe() {
    try {
      int code = Integer.parseInt(Files.readString(file).trim());
      return " with exit code %d%s"
          .formatted(code, code > SIGNALS ? " (signal %d)".formatted(code - SIGNALS) : "");
    } catch (IOException | NumberFormatException unknown) {
      return "";
    }
  }
}
