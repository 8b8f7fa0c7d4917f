package dev.rondo.core.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
  @Test
  void aRunThatJoinsLateStartsOneChunkBehindTheLeastServed() {
    assertEquals(9, Standing.joining(0, List.of(10.0, 11.0)).at(0));
    assertEquals(10, Standing.joining(2, List.of(10.0, 11.0)).at(3));
  }

  @Test
  void aRunThatIsAheadKeepsItsCount() {
    assertEquals(5, Standing.joining(5, List.of(2.0, 3.0)).at(5));
  }

  @Test
  void runsThatStartTogetherStandAtTheirOwnCounts() {
    assertEquals(0, Standing.joining(0, List.of()).at(0));
    assertEquals(0, Standing.joining(0, List.of(0.0, 0.0)).at(0));
  }
}
