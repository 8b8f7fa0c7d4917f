package dev.rondo.trainer.config;

import dev.rondo.trainer.schedule.ScheduleType;
import dev.rondo.trainer.step.AdamW;
import java.util.Map;
import java.util.Optional;

/**
 * A run's resolved configuration, checked, with TRL's and PEFT's defaults filled in.
 *
 * @param seed of dropout and initialisation
 * @param dataSeed of the row order: data_seed if given, else the seed
 * @param model absolute path of a Hugging Face model directory, or {@code hf://owner/name}
 * @param storage how the base is stored: model.dtype
 * @param compute in which precision matrices are multiplied: bf16, fp16
 * @param tuning what is trained
 * @param budget how long
 * @param learningRate peak
 * @param schedule lr_scheduler_type
 * @param scheduleSettings lr_scheduler_kwargs
 * @param warmupSteps as stated: a count from 1 up, below 1 a share
 * @param optimizer AdamW's settings
 * @param logging when a training record is written
 * @param evaluation when {@code eval_strategy} asks for an evaluation
 * @param evalBatchSize per_device_eval_batch_size
 * @param gradientCheckpointing permits recomputation; changes no bit
 * @param data where rows come from
 * @param trainer what only its trainer knows
 */
public record Leaf(
    long seed,
    long dataSeed,
    String model,
    Precision storage,
    Optional<Precision> compute,
    Tuning tuning,
    Budget budget,
    double learningRate,
    ScheduleType schedule,
    Map<String, ?> scheduleSettings,
    double warmupSteps,
    AdamW optimizer,
    Cadence logging,
    Cadence evaluation,
    int evalBatchSize,
    boolean gradientCheckpointing,
    LeafData data,
    TrainerArguments trainer) {
  /** What is trained, as its steps compute it. */
  public Tuning stepTuning() {
    return tuning instanceof Tuning.Lora lora && !trainer.appliesDropout()
        ? lora.withoutDropout()
        : tuning;
  }
}
