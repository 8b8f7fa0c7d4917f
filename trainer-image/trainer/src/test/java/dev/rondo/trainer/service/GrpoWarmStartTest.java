package dev.rondo.trainer.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.WarmStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A GRPO run of 4 steps, cloned after 2. */
class GrpoWarmStartTest {
  private static final String REWARDS = "[{\"length\": {\"min\": 2, \"max\": 5}}]";

  @TempDir Path directory;
  private TestTrainer trainer;
  private List<JsonNode> parentsRest;

  @BeforeEach
  void trainTheParent() throws Exception {
    trainer = new TestTrainer(directory);
    trainer.prepare(trainer.grpo("parent", REWARDS, ", \"beta\": 0.04"));
    trainer.train("parent", 0, 2);
    Files.createDirectories(trainer.states("parent-at-2"));
    Files.copy(
        StateFile.newest(trainer.states("parent")).orElseThrow(),
        StateFile.generations(trainer.states("parent-at-2")).getFirst());
    parentsRest = TestTrainer.records(trainer.train("parent", 2, 4));
  }

  @AfterEach
  void end() throws Exception {
    trainer.end();
  }

  @Test
  void withEverythingContinuedAndNothingChangedItGoesOnAsItsParent() throws Exception {
    WarmStart.Builder all =
        trainer
            .from("parent-at-2")
            .setOptimizer(true)
            .setContinueSchedule(true)
            .setContinueData(true);
    Prepared prepared =
        trainer.prepare(trainer.grpo("same", REWARDS, ", \"beta\": 0.04").setWarmStart(all));
    assertEquals(2, prepared.getFirstStep());
    assertEquals(4, prepared.getTotalSteps());
    assertEquals(parentsRest, TestTrainer.records(trainer.train("same", 2, 4)));
  }

  @Test
  void withTheDataRestartedItAsksTheFirstPromptsAgain() throws Exception {
    trainer.prepare(
        trainer
            .grpo("again", REWARDS, ", \"num_iterations\": 2")
            .setWarmStart(trainer.from("parent-at-2")));
    List<TrainEvent> events = trainer.train("again", 2, 3);
    assertTrue(
        events.stream()
            .filter(TrainEvent::hasSampled)
            .allMatch(event -> event.getSampled().getCompletionJson(0).startsWith("{\"round\":0,")),
        events::toString);
  }

  @Test
  void theParentsWeightsCanBecomeTheReference() throws Exception {
    WarmStart.Builder from = trainer.from("parent-at-2").setContinueData(true);
    trainer.prepare(
        trainer
            .grpo("held", REWARDS, ", \"beta\": 0.04")
            .setWarmStart(from.clone().setParentReference(true)));
    trainer.prepare(trainer.grpo("free", REWARDS, ", \"beta\": 0.04").setWarmStart(from));
    double held = kl(trainer.train("held", 2, 3));
    double free = kl(trainer.train("free", 2, 3));
    assertEquals(0, held, 1e-12, "it starts as its reference");
    assertNotEquals(0, free, "the base model is its parent's reference");
  }

  @Test
  void roundsOfAnotherShapeHaveNoPlaceToGoOnFrom() throws Exception {
    RunConfig.Builder other =
        trainer
            .grpo("other", REWARDS, ", \"num_iterations\": 2")
            .setWarmStart(trainer.from("parent-at-2").setContinueData(true));
    String refusal = trainer.refusal(other);
    assertTrue(refusal.contains("the shape of GRPO's rounds"), refusal);
  }

  private static double kl(List<TrainEvent> events) throws Exception {
    return TestTrainer.records(events).getFirst().path("kl").asDouble(-1);
  }
}
