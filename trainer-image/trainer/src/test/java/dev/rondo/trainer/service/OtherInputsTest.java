package dev.rondo.trainer.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TurnEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run goes on only with what it began with, whatever lies under its URIs by then. */
class OtherInputsTest {
  private static final Path ADAPTER =
      Path.of("../../references/cases/sft-a-llama-qv-linear/init_adapter")
          .toAbsolutePath()
          .normalize();

  @TempDir static Path directory;
  private static TestTrainer trainer;

  @BeforeAll
  static void open() {
    trainer = new TestTrainer(directory);
  }

  @AfterAll
  static void close() throws Exception {
    trainer.end();
  }

  @Test
  void anotherAdapterUnderInitFromIsRefusedByNameAndTheFormerOneGoesOn() throws Exception {
    Path adapter = Files.createDirectory(directory.resolve("adapter"));
    for (String file : List.of("adapter_config.json", "adapter_model.safetensors")) {
      Files.copy(ADAPTER.resolve(file), adapter.resolve(file));
    }
    RunConfig.Builder run = trainer.config("adapted", "", "");
    run.setLeafJson(
        run.getLeafJson()
            .replaceFirst("\"peft\": \\{[^}]*}", "\"peft\": {\"init_from\": \"" + adapter + "\"}"));
    trainer.prepare(run);
    trainer.train("adapted", 0, 2);
    Path weights = adapter.resolve("adapter_model.safetensors");
    flipLastBit(weights);
    trainer.prepare(run);
    TurnEnded ended = turn("adapted", 2);
    assertEquals(TurnEnded.Reason.FAILED, ended.getReason());
    assertTrue(
        ended
            .getMessage()
            .endsWith("peft.init_from: the adapter's weights are others than it started from"),
        ended::getMessage);
    flipLastBit(weights);
    trainer.prepare(run);
    assertEquals(TurnEnded.Reason.COMPLETED, turn("adapted", 2).getReason());
  }

  @Test
  void anotherDayUnderAFormatThatPrintsItIsRefusedAndTheFormerDayGoesOn() throws Exception {
    RunConfig.Builder run = trainer.config("dated", "", "");
    run.setLeafJson(
        run.getLeafJson()
            .replace(
                "\"dataset\": {",
                "\"dataset\": {\"format\": {\"text\": \"{{ strftime_now('%d %B') }} {{ text }}\"}, "));
    String first = trainer.prepare(run.setFrozenDate("2026-01-01")).getRowsDigest();
    trainer.train("dated", 0, 2);
    trainer.prepare(run.setFrozenDate("2026-01-02"));
    TurnEnded ended = turn("dated", 2);
    assertEquals(TurnEnded.Reason.FAILED, ended.getReason());
    assertTrue(
        ended.getMessage().contains("dataset.train: the prepared rows are others"),
        ended::getMessage);
    assertEquals(first, trainer.prepare(run.setFrozenDate("2026-01-01")).getRowsDigest());
    assertEquals(TurnEnded.Reason.COMPLETED, turn("dated", 2).getReason());
  }

  private static TurnEnded turn(String run, long from) throws Exception {
    List<TrainEvent> events = trainer.train(run, from, from + 1);
    return events.getLast().getTurnEnded();
  }

  private static void flipLastBit(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }
}
