package dev.rondo.scheduler.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusWriterTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 401, 403, 429, 500, 503})
  void aReportIsKeptUntilTheServerAndTheWorkersRightsAreBack(int code) {
    assertEquals(new StatusTarget.Answer.Away("why"), StatusWriter.answer(code, "why"));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 409, 422})
  void aReportOfARunThatIsGoneOrAnotherWorkersIsDropped(int code) {
    assertEquals(new StatusTarget.Answer.Refused("why"), StatusWriter.answer(code, "why"));
  }
}
