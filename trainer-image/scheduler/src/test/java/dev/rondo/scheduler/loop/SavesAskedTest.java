package dev.rondo.scheduler.loop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SavesAskedTest {
  private final SavesAsked saves = new SavesAsked();

  @Test
  void nobodyAsksAndNothingIsSaved() {
    assertFalse(saves.begin(Set.of(), 7, 4));
  }

  @Test
  void aRequestIsSavedForOnceHoweverLongItStands() {
    assertTrue(saves.begin(Set.of("a"), 7, 4));
    assertFalse(saves.begin(Set.of("a"), 8, 4), "one save is under way");
    saves.ended();
    assertFalse(saves.begin(Set.of("a"), 9, 8), "a checkpoint after step 7 is there");
  }

  @Test
  void aCheckpointOfTheStepAtWhichItWasHeardIsNotOneOfALaterStep() {
    assertTrue(saves.begin(Set.of("a"), 4, 4));
  }

  @Test
  void aSaveThatWasOvertakenByThePeriodicOneIsAskedForAgain() {
    assertTrue(saves.begin(Set.of("a"), 7, 4));
    saves.ended();
    assertTrue(saves.begin(Set.of("a"), 8, 7), "the periodic one was begun before the request");
  }

  @Test
  void theNextRequestGetsACheckpointOfItsOwn() {
    assertTrue(saves.begin(Set.of("a"), 7, 4));
    saves.ended();
    assertTrue(saves.begin(Set.of("a", "b"), 9, 8));
  }
}
