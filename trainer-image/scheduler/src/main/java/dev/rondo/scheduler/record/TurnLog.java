package dev.rondo.scheduler.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** An experiment's {@code turns.jsonl}. */
public final class TurnLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** The log in this file, which need not be there. */
  public TurnLog(Path file) {
    this.file = file;
  }

  /**
   * A turn that has ended.
   *
   * @param run whose turn; the first of a pack
   * @param runs all of the pack
   * @param chunk index of the chunk
   * @param slot where
   * @param start RFC 3339
   * @param end RFC 3339
   * @param fromStep optimizer steps done before
   * @param toStep optimizer steps done after
   * @param swapSeconds attaching and saving the state
   * @param trainSeconds optimizer steps
   * @param evalSeconds evaluations
   * @param why it was chosen
   * @param ended the word of a {@link TurnEnding}
   */
  public record Entry(
      String run,
      List<String> runs,
      int chunk,
      int slot,
      String start,
      String end,
      long fromStep,
      long toStep,
      double swapSeconds,
      double trainSeconds,
      double evalSeconds,
      String why,
      String ended) {}

  /** Appends a turn. */
  public synchronized void append(Entry entry) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        line(entry),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String line(Entry entry) throws JsonProcessingException {
    return JSON.writeValueAsString(entry) + "\n";
  }
}
