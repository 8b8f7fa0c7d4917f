package dev.rondo.trainer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.protocol.state.StateFormatException;
import dev.rondo.protocol.state.StateWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** States that other builds wrote. */
class SavedRunTest {
  /** A head as format 1 has it, with what came to it since its first build. */
  private static final String HEAD =
      """
      {"identity":{"config":"c","rows":"r","files":{"model":"m","reference":"","initFrom":"","replay":""}},
       "engines":[{"fromStep":0,"fingerprint":"f"}],
       "counters":{"step":6,"updates":6,"rows":24,"tokens":300,
                   "window":{"loss":1.5,"steps":1,"metrics":{"loss":{"sum":1.5,"count":1}}}},
       "roundBytes":0,
       "cloneIdentity":{"weights":"w","rows":"r"},
       "position":{"scheduleStep":6,"place":{"epoch":0,"row":24}},
       "isEvaluationDue":true,
       "frozenReference":"x"}
      """;

  @TempDir private Path directory;

  @Test
  void aHeadOfFormatOneIsRead() throws IOException {
    SavedRun.Head head = read(HEAD);
    assertEquals(List.of(new EngineSpan(0, "f")), head.engines());
    assertEquals(6, head.counters().step());
    assertEquals(1.5, head.counters().window().metrics().get("loss").sum());
    assertEquals(new Origin.Place(0, 24), head.position().place());
    assertTrue(head.isEvaluationDue());
  }

  @Test
  void whatALaterBuildAddedIsPassedOver() throws IOException {
    String later =
        HEAD.replace("{\"identity\":{", "{\"added\":{\"a\":[1]},\"identity\":{\"added\":1,")
            .replace("\"step\":6", "\"added\":\"x\",\"step\":6")
            .replace("\"fromStep\"", "\"added\":null,\"fromStep\"")
            .replace("\"place\":{", "\"place\":{\"added\":2,");
    assertEquals(read(HEAD), read(later));
  }

  @Test
  void whatAnEarlierBuildDidNotSaveYetIsEmpty() throws IOException {
    SavedRun.Head head =
        read(
            """
            {"identity":{"config":"c","rows":"r","files":{"model":"m"}},
             "counters":{"step":6,"updates":6,"rows":24,"tokens":300}}
            """);
    assertEquals(List.of(), head.engines());
    assertEquals(LogWindow.EMPTY, head.counters().window());
    assertEquals(new InputDigests("m", "", "", ""), head.identity().files());
    assertNull(head.position());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"counters\" | \"Counters\" | lacks its counters: another build wrote it",
        "\"rows\":\"r\",\"files\" | \"files\" | lacks the identity of its run",
        "\"step\":6 | \"step\":\"six\" | can't be read (Cannot deserialize",
        "{\"identity\" | [{\"identity\" | can't be read (",
      })
  void whatCanNotBeGoneOnFromIsToldInPlainWordsWithTheFile(
      String find, String replace, String told) {
    assertTrue(HEAD.contains(find), find);
    var refused = assertThrows(StateFormatException.class, () -> read(HEAD.replace(find, replace)));
    assertTrue(refused.getMessage().contains(told), refused::getMessage);
    assertTrue(
        refused
            .getMessage()
            .startsWith(directory.resolve("state.0") + ", a saved state of format 1, "),
        refused::getMessage);
  }

  private SavedRun.Head read(String head) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(SavedRun.HEAD_BYTES);
    payload.put(head.replaceAll("\\n *", "").getBytes(StandardCharsets.UTF_8)).rewind();
    Path file = StateWriter.save(directory, 6, payload);
    try (Arena mapped = Arena.ofConfined()) {
      return SavedRun.read(file, mapped).head();
    }
  }
}
