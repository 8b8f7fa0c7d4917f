package dev.rondo.scheduler.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  @TempDir private Path directory;
  private Path file;
  private MetricsLog log;

  @BeforeEach
  void fourRecords() throws IOException {
    file = directory.resolve("metrics.jsonl");
    log = new MetricsLog(file);
    log.append("eval", 0, 0, 0, "{\"eval_loss\":2.5}", Instant.EPOCH);
    for (int step = 1; step <= 3; step++) {
      log.append("train", step, step / 4.0, 0, "{\"loss\":1.5}", Instant.EPOCH);
    }
  }

  @Test
  void aLineHasSplitStepEpochChunkTheNumbersAndTheTime() throws IOException {
    assertEquals(
        "{\"split\":\"eval\",\"step\":0,\"epoch\":0.0,\"chunk\":0,\"eval_loss\":2.5,"
            + "\"time\":\"1970-01-01T00:00:00Z\"}",
        Files.readAllLines(file).getFirst());
  }

  @Test
  void recordsAfterARestoredStateAreCutOff() throws IOException {
    log.cutAfter(2);
    assertEquals(List.of(0L, 1L, 2L), steps());
    log.append("train", 3, 0.75, 0, "{\"loss\":1.5}", Instant.EPOCH);
    assertEquals(List.of(0L, 1L, 2L, 3L), steps());
  }

  @Test
  void withoutAStateTheRunBeginsAnew() throws IOException {
    log.cutAfter(-1);
    assertEquals(0, Files.size(file));
  }

  @Test
  void anUnfinishedLineIsCutOff() throws IOException {
    Files.writeString(file, "{\"split\":\"train\",\"st", StandardOpenOption.APPEND);
    assertEquals(List.of(0L, 1L, 2L, 3L), steps());
    log.cutAfter(3);
    log.append("train", 4, 1, 0, "{}", Instant.EPOCH);
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L), steps());
  }

  @Test
  void aLineThatIsNoRecordEndsWhatIsKept() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, 0, '\n'}, StandardOpenOption.APPEND);
    log.append("train", 4, 1, 0, "{}", Instant.EPOCH);
    log.cutAfter(9);
    assertEquals(List.of(0L, 1L, 2L, 3L), steps());
  }

  private List<Long> steps() throws IOException {
    return log.records().stream().map(record -> record.path("step").asLong()).toList();
  }
}
