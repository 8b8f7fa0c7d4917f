package dev.rondo.trainer.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.protocol.v1.AwaitRewardsResponse;
import dev.rondo.protocol.v1.PrepareEvent;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.Problem;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.protocol.v1.RunTurn;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TrainRequest;
import dev.rondo.protocol.v1.WarmStart;
import dev.rondo.trainer.torch.ComputeDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The trainer's services in this process, on the tiny reference model and its 64 rows. */
final class TestTrainer {
  private static final Path REFERENCES = Path.of("../../references").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();

  final TorchThread torch = new TorchThread(1);
  final ResidentModel models = new ResidentModel(1, ComputeDevice.CPU);
  final Preparations preparations = new Preparations(torch, models, new Hubs(Map.of()));
  final Turns turns = new Turns(torch, models, preparations);
  private final Path directory;

  TestTrainer(Path directory) {
    this.directory = directory;
  }

  /** The configuration of a run of 16 steps, with more {@code trainingArgs} and {@code peft}. */
  RunConfig.Builder config(String run, String arguments, String peft) {
    String leaf =
        """
        {"trainer": "SFT", "seed": 42, "model": {"uri": "%s"},
         "dataset": {"train": {"uri": "%s"}, "eval": {"uri": "%s"}},
         "config": {
           "peft": {"r": 4, "lora_alpha": 8, "target_modules": ["q_proj", "v_proj"] %s},
           "trainingArgs": {"per_device_train_batch_size": 4, "num_train_epochs": 1,
             "learning_rate": 0.01, "logging_steps": 1, "max_length": 64 %s}}}\
        """
            .formatted(
                REFERENCES.resolve("models/tiny-llama"),
                REFERENCES.resolve("data/sft-text.jsonl"),
                REFERENCES.resolve("data/sft-text-eval.jsonl"),
                peft,
                arguments);
    return RunConfig.newBuilder()
        .setRunId(run)
        .setLeafJson(leaf)
        .setFrozenDate("2026-01-01")
        .setCacheDir(directory.resolve("prepared").toString());
  }

  /** A GRPO run of 4 rounds of 2 prompts, with these {@code rewards} and more {@code config}. */
  RunConfig.Builder grpo(String run, String rewards, String arguments) {
    String leaf =
        """
        {"trainer": "GRPO", "seed": 42, "model": {"uri": "%s"},
         "dataset": {"train": {"uri": "%s"}, "eval": {"uri": "%s", "limit": 2}},
         "config": {
           "rewards": %s,
           "peft": {"r": 4, "lora_alpha": 8, "target_modules": ["q_proj", "v_proj"]},
           "trainingArgs": {"per_device_train_batch_size": 8, "per_device_eval_batch_size": 8,
             "num_generations": 4, "max_completion_length": 8, "max_steps": 4,
             "learning_rate": 0.01, "logging_steps": 1 %s}}}\
        """
            .formatted(
                REFERENCES.resolve("models/tiny-llama"),
                REFERENCES.resolve("data/grpo.jsonl"),
                REFERENCES.resolve("data/grpo.jsonl"),
                rewards,
                arguments);
    return RunConfig.newBuilder()
        .setRunId(run)
        .setLeafJson(leaf)
        .setFrozenDate("2026-01-01")
        .setCacheDir(directory.resolve("prepared-" + run).toString());
  }

  /** A clone's start from a state of another run. */
  WarmStart.Builder from(String run) {
    return WarmStart.newBuilder().setStateDir(states(run).toString());
  }

  Path states(String run) {
    return directory.resolve("states-" + run);
  }

  /** Prepares a run. */
  Prepared prepare(RunConfig.Builder run) throws Exception {
    PrepareEvent last = answer(run);
    if (!last.hasPrepared()) {
      throw new AssertionError("refused: " + last);
    }
    return last.getPrepared();
  }

  /** Why a run is refused, one reason a line. */
  String refusal(RunConfig.Builder run) throws Exception {
    return answer(run).getRefused().getProblemsList().stream()
        .map((Problem problem) -> problem.getField() + " " + problem.getMessage())
        .collect(Collectors.joining("\n"));
  }

  private PrepareEvent answer(RunConfig.Builder run) throws Exception {
    List<PrepareEvent> events = new ArrayList<>();
    Consumer<PrepareEvent> heard = events::add;
    preparations.prepare(run.build(), heard);
    return events.getLast();
  }

  /** Trains steps [from, to); returns what was told. */
  List<TrainEvent> train(String run, long from, long to) throws Exception {
    return train(run, from, to, _ -> {});
  }

  /** A turn that only evaluates a run at its start. */
  List<TrainEvent> evaluate(String run) throws Exception {
    return turn(run, RunTurn.newBuilder().setEvalAtStart(true), _ -> {});
  }

  /** Trains steps [from, to), with somebody who hears it. */
  List<TrainEvent> train(String run, long from, long to, Consumer<TrainEvent> heard)
      throws Exception {
    RunTurn.Builder turn = RunTurn.newBuilder().setFromStep(from).setToStep(to).setEvalAtEnd(true);
    return turn(run, turn, heard);
  }

  private List<TrainEvent> turn(String run, RunTurn.Builder turn, Consumer<TrainEvent> heard)
      throws Exception {
    List<TrainEvent> events = Collections.synchronizedList(new ArrayList<>());
    turns.train(
        TrainRequest.newBuilder()
            .addRuns(turn.setRunId(run).setStateDir(states(run).toString()))
            .build(),
        event -> {
          events.add(event);
          heard.accept(event);
        });
    return events;
  }

  /** Waits for rewards that others were asked for. */
  AwaitRewardsResponse awaitRewards(String run) {
    return new AwaitedAnswers(preparations).await(run);
  }

  /** The records of these events, with their steps. */
  static List<JsonNode> records(List<TrainEvent> events) throws Exception {
    List<JsonNode> records = new ArrayList<>();
    for (TrainEvent event : events) {
      if (event.hasLogged()) {
        records.add(JSON.readTree(event.getLogged().getMetricsJson()));
      } else if (event.hasEvaluated()) {
        records.add(JSON.readTree(event.getEvaluated().getMetricsJson()));
      }
    }
    return records;
  }

  /** The learning rates of these events. */
  static List<Double> learningRates(List<TrainEvent> events) throws Exception {
    return records(events).stream()
        .filter(record -> record.has("learning_rate"))
        .map(record -> record.get("learning_rate").doubleValue())
        .toList();
  }

  /** Frees its memory. */
  void end() throws Exception {
    torch.call(() -> {
      models.close();
      return null;
    });
    torch.close();
  }
}
