package dev.rondo.scheduler.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SavesAskedTest {
  private final SavesAsked saves = new SavesAsked();

  @Test
  void nobodyAsksAndNothingIsSaved() {
    assertFalse(begins(Set.of(), 7, 4));
  }

  @Test
  void aRequestIsSavedForOnceHoweverLongItStands() {
    assertTrue(begins(Set.of("a"), 7, 4));
    assertFalse(begins(Set.of("a"), 8, 4), "one save is under way");
    saves.wrote(8);
    assertFalse(begins(Set.of("a"), 9, 8), "a checkpoint after step 7 is there");
  }

  @Test
  void aCheckpointOfTheStepAtWhichItWasHeardIsNotOneOfALaterStep() {
    assertTrue(begins(Set.of("a"), 4, 4));
  }

  @Test
  void aSaveThatWasOvertakenByThePeriodicOneIsAskedForAgain() {
    assertTrue(begins(Set.of("a"), 7, 4));
    saves.wrote(7);
    assertTrue(begins(Set.of("a"), 8, 7), "the periodic one was begun before the request");
  }

  @Test
  void theNextRequestGetsACheckpointOfItsOwn() {
    assertTrue(begins(Set.of("a"), 7, 4));
    saves.wrote(8);
    assertTrue(begins(Set.of("a", "b"), 9, 8));
  }

  @Test
  void betweenTurnsARequestIsHeededAtOnceSinceNothingIsBeingTakenAway() {
    saves.hear(Set.of("a"), 8, false);
    assertEquals(List.of("a"), saves.heeded());
    saves.hear(Set.of(), 8, false);
    assertEquals(List.of(), saves.heeded(), "it was taken back");
  }

  @Test
  void inATurnARequestIsHeededFromTheNextCheckpointOn() {
    saves.hear(Set.of("a"), 8, true);
    assertEquals(List.of(), saves.heeded(), "older ones may be going at this moment");
    saves.wrote(8);
    assertEquals(List.of(), saves.heeded(), "it may have been begun before");
    saves.wrote(9);
    assertEquals(List.of("a"), saves.heeded());
  }

  @Test
  void atTheLatestARequestIsHeededWhenTheTurnIsOver() {
    saves.hear(Set.of("a"), 8, true);
    saves.turnIsOver();
    assertEquals(List.of("a"), saves.heeded());
  }

  private boolean begins(Set<String> open, long step, long durable) {
    saves.hear(open, step, true);
    return saves.begin(durable);
  }
}
