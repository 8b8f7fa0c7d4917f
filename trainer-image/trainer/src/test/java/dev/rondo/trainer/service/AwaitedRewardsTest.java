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
    List<TrainEvent> fast = new ArrayList<>();
    assertTrue(isComplete(turns("fast", fast)));
    List<String> askedFast = List.copyOf(endpoint.asked);
    endpoint.asked.clear();

    endpoint.isHeld = true;
    trainer.prepare(trainer.grpo("slow", endpoint.rewards(), ""));
    List<TrainEvent> slow = new ArrayList<>();
    assertTrue(isComplete(turns("slow", slow)));
    long waits =
        slow.stream()
            .filter(event -> event.getTurnEnded().getReason() == TurnEnded.Reason.AWAITING_REWARDS)
            .count();
    assertEquals(STEPS + 1, waits, "once for each round, and once for the evaluation");
    assertEquals(TestTrainer.records(fast), TestTrainer.records(slow));
    assertEquals(askedFast, endpoint.asked, "each round is asked once, with the same completions");
  }

  @Test
  void anEndpointThatIsAwayIsToldAndAskedAgain() throws Exception {
    trainer.prepare(trainer.grpo("calm", endpoint.rewards(), ""));
    List<TrainEvent> calm = new ArrayList<>();
    turns("calm", calm);
    endpoint.isAway = true;
    trainer.prepare(trainer.grpo("away", endpoint.rewards(), ""));
    List<TrainEvent> events = new ArrayList<>();
    assertEquals(TurnEnded.Reason.AWAITING_REWARDS, turn("away", events, 0).getReason());
    for (int i = 0; i < 3; i++) {
      String why = settled("away");
      assertTrue(why.contains("answered 503"), why);
    }
    endpoint.isAway = false;
    assertEquals("", settled("away"));
    assertTrue(isComplete(turns("away", events)));
    assertEquals(TestTrainer.records(calm), TestTrainer.records(events));
  }

  @Test
  void allPartsOfAnEvaluationAreAskedAgainTogether() throws Exception {
    endpoint.isAway = true;
    trainer.prepare(
        trainer.grpo("parts", endpoint.rewards(), ", \"per_device_eval_batch_size\": 4"));
    TurnEnded first = ended(trainer.evaluate("parts"));
    assertEquals(TurnEnded.Reason.AWAITING_REWARDS, first.getReason());
    assertTrue(settled("parts").contains("answered 503"));
    endpoint.isAway = false;
    assertEquals("", settled("parts"), "both parts are asked, and answered");
    endpoint.isAway = true;
    List<TrainEvent> events = trainer.evaluate("parts");
    assertTrue(isComplete(ended(events)), "nothing is asked twice");
    assertTrue(TestTrainer.records(events).getFirst().has("eval_reward"), events::toString);
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
    assertTrue(isComplete(turns("moved", new ArrayList<>())));
  }

  @Test
  void aWrongNumberOfRewardsFailsTheRunWithWhatWasAnswered() throws Exception {
    endpoint.instead = "{\"rewards\": [1.0]}";
    trainer.prepare(trainer.grpo("wrong", endpoint.rewards(), ""));
    TurnEnded last = turns("wrong", new ArrayList<>());
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
    assertTrue(isComplete(turns("none", events)));
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
    assertTrue(isComplete(turns("equal", events)));
    for (JsonNode record : trained(events)) {
      assertEquals(1, record.path("frac_reward_zero_std").asDouble(), record::toString);
      assertEquals(1, record.path("reward").asDouble(), record::toString);
      assertEquals(0, record.path("grad_norm").asDouble(-1), record::toString);
    }
  }

  /** Trains to the end, or to a failure; between turns the endpoint answers what it held. */
  private TurnEnded turns(String run, List<TrainEvent> events) throws Exception {
    TurnEnded last = turn(run, events, 0);
    while (last.getReason() == TurnEnded.Reason.AWAITING_REWARDS) {
      boolean isHeld = endpoint.isHeld;
      endpoint.isHeld = false;
      assertEquals("", settled(run));
      endpoint.isHeld = isHeld;
      last = turn(run, events, last.getStep());
    }
    return last;
  }

  /** Waits until all is answered, or for the reason why not. */
  private String settled(String run) {
    AwaitRewardsResponse answer;
    do {
      answer = trainer.awaitRewards(run);
    } while (!answer.getAnswered() && answer.getUnavailable().isEmpty());
    return answer.getUnavailable();
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
