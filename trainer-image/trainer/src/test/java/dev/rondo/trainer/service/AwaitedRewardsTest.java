package dev.rondo.trainer.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.protocol.v1.AwaitRewardsResponse;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TurnEnded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose rewards come from a real endpoint: slow, away, or answering nonsense. */
class AwaitedRewardsTest {
  private static final int STEPS = 4;

  @TempDir Path directory;
  private RewardEndpoint endpoint;
  private TestTrainer trainer;

  @BeforeEach
  void start() throws Exception {
    endpoint = new RewardEndpoint();
    trainer = new TestTrainer(directory);
  }

  @AfterEach
  void end() throws Exception {
    trainer.end();
    endpoint.close();
  }

  @Test
  void aSlowEndpointEndsEveryTurnBeforeItsStepAndChangesNoNumber() throws Exception {
    trainer.prepare(trainer.grpo("fast", endpoint.rewards(), ""));
    List<TrainEvent> fast = trainer.train("fast", 0, STEPS);
    assertEquals(TurnEnded.Reason.COMPLETED, ended(fast).getReason(), ended(fast).getMessage());
    List<String> askedFast = List.copyOf(endpoint.asked);
    endpoint.asked.clear();

    endpoint.millis = 900;
    trainer.prepare(trainer.grpo("slow", endpoint.rewards(), ""));
    List<TrainEvent> slow = new ArrayList<>();
    int waits = 0;
    for (TurnEnded last = turn("slow", slow, 0); !isComplete(last); waits++) {
      assertEquals(TurnEnded.Reason.AWAITING_REWARDS, last.getReason(), last.getMessage());
      while (!trainer.awaitRewards("slow").getAnswered()) {
        assertEquals("", trainer.awaitRewards("slow").getUnavailable());
      }
      last = turn("slow", slow, last.getStep());
    }
    assertEquals(STEPS + 1, waits, "once for each round, and once for the evaluation");
    assertEquals(TestTrainer.records(fast), TestTrainer.records(slow));
    assertEquals(askedFast, endpoint.asked, "each round is asked once, with the same completions");
  }

  @Test
  void anEndpointThatIsAwayIsToldAndAskedAgain() throws Exception {
    trainer.prepare(trainer.grpo("calm", endpoint.rewards(), ""));
    List<JsonNode> calm = TestTrainer.records(trainer.train("calm", 0, STEPS));
    endpoint.isAway = true;
    trainer.prepare(trainer.grpo("away", endpoint.rewards(), ""));
    List<TrainEvent> events = new ArrayList<>();
    assertEquals(TurnEnded.Reason.AWAITING_REWARDS, turn("away", events, 0).getReason());
    for (int i = 0; i < 3; i++) {
      AwaitRewardsResponse answer = trainer.awaitRewards("away");
      assertFalse(answer.getAnswered());
      assertTrue(answer.getUnavailable().contains("answered 503"), answer.getUnavailable());
    }
    endpoint.isAway = false;
    assertTrue(trainer.awaitRewards("away").getAnswered());
    assertTrue(isComplete(turn("away", events, 0)));
    assertEquals(calm, TestTrainer.records(events));
  }

  @Test
  void anotherProcessAsksWhatWasNotAnswered() throws Exception {
    endpoint.isAway = true;
    trainer.prepare(trainer.grpo("moved", endpoint.rewards(), ""));
    turn("moved", new ArrayList<>(), 0);
    trainer.end();
    trainer = new TestTrainer(directory);
    assertTrue(trainer.awaitRewards("moved").getAnswered(), "nothing was asked on this process");
    endpoint.isAway = false;
    trainer.prepare(trainer.grpo("moved", endpoint.rewards(), ""));
    assertTrue(isComplete(turn("moved", new ArrayList<>(), 0)));
  }

  @Test
  void aWrongNumberOfRewardsFailsTheRunWithWhatWasAnswered() throws Exception {
    endpoint.instead = "{\"rewards\": [1.0]}";
    trainer.prepare(trainer.grpo("wrong", endpoint.rewards(), ""));
    TurnEnded last = turn("wrong", new ArrayList<>(), 0);
    assertEquals(TurnEnded.Reason.FAILED, last.getReason());
    assertTrue(
        last.getMessage().contains("8 numbers, one a sample; it answered {\"rewards\": [1.0]}"),
        last.getMessage());
  }

  @Test
  void rewardsThatDoNotApplyAreCountedAndMoveNothing() throws Exception {
    endpoint.instead = "{\"rewards\": [null, null, null, null, null, null, null, null]}";
    trainer.prepare(trainer.grpo("none", endpoint.rewards(), ", \"eval_strategy\": \"no\""));
    List<TrainEvent> events = new ArrayList<>();
    assertTrue(isComplete(turn("none", events, 0)));
    assertTrue(
        events.stream()
            .anyMatch(event ->
                event.getNotice().getMessage().contains("no reward applies to 8 of 8 completions")),
        events::toString);
    for (JsonNode record : trained(events)) {
      assertEquals(0, record.path("grad_norm").asDouble(-1), record::toString);
      assertFalse(record.has("reward"), record::toString);
    }
  }

  @Test
  void equalRewardsAreCountedAndMoveNothing() throws Exception {
    trainer.prepare(trainer.grpo("equal", "[{\"name\": \"one\", \"cel\": \"1.0\"}]", ""));
    List<TrainEvent> events = new ArrayList<>();
    assertTrue(isComplete(turn("equal", events, 0)));
    for (JsonNode record : trained(events)) {
      assertEquals(1, record.path("frac_reward_zero_std").asDouble(), record::toString);
      assertEquals(1, record.path("reward").asDouble(), record::toString);
      assertEquals(0, record.path("grad_norm").asDouble(-1), record::toString);
    }
  }

  private TurnEnded turn(String run, List<TrainEvent> events, long from) throws Exception {
    List<TrainEvent> heard = trainer.train(run, from, STEPS);
    events.addAll(heard);
    return ended(heard);
  }

  private static TurnEnded ended(List<TrainEvent> events) {
    return events.getLast().getTurnEnded();
  }

  private static boolean isComplete(TurnEnded ended) {
    return ended.getReason() == TurnEnded.Reason.COMPLETED;
  }

  private static List<JsonNode> trained(List<TrainEvent> events) throws Exception {
    return TestTrainer.records(events).stream().filter(record -> record.has("grad_norm")).toList();
  }
}
