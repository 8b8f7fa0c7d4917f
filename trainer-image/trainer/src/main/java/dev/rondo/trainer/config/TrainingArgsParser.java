package dev.rondo.trainer.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.trainer.schedule.ScheduleType;
import dev.rondo.trainer.step.AdamW;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a leaf's {@code trainingArgs}: fields and defaults that TRL's configs share. */
final class TrainingArgsParser {
  private static final double MAX = Double.MAX_VALUE;
  private static final List<String> INTERVALS = List.of("no", "steps", "epoch");

  /** Fields of TrainingArguments that say where output goes or how it looks, never what it is. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "output_dir",
          "run_name",
          "project",
          "report_to",
          "disable_tqdm",
          "log_level",
          "logging_dir",
          "save_strategy",
          "save_steps",
          "save_total_limit",
          "save_only_model",
          "dataset_num_proc",
          "dataloader_num_workers",
          "dataloader_pin_memory",
          "remove_unused_columns",
          "average_tokens_across_devices",
          "prediction_loss_only",
          "padding_free",
          "pad_to_multiple_of",
          "pad_token",
          "use_cpu",
          "use_cache",
          "do_train",
          "do_eval",
          "gradient_checkpointing_kwargs");

  private final Fields args;

  TrainingArgsParser(Fields args) {
    this.args = args;
  }

  Budget budget() {
    return new Budget(
        args.integer("per_device_train_batch_size", 8, 1),
        args.integer("gradient_accumulation_steps", 1, 1),
        args.real("num_train_epochs", 3, 0, MAX),
        args.integer("max_steps", -1, -1),
        args.flag("dataloader_drop_last", false));
  }

  AdamW optimizer() {
    args.choice("optim", "adamw_torch_fused", List.of("adamw_torch_fused", "adamw_torch"));
    return new AdamW(
        args.real("adam_beta1", 0.9, 0, 1),
        args.real("adam_beta2", 0.999, 0, 1),
        args.real("adam_epsilon", 1e-8, 0, MAX),
        args.real("weight_decay", 0, 0, MAX),
        args.real("max_grad_norm", 1, 0, MAX));
  }

  /**
   * Peak learning rate.
   *
   * @param absent the default of the trainer's config
   */
  double learningRate(double absent) {
    return args.real("learning_rate", absent, 0, MAX);
  }

  ScheduleType schedule() {
    List<String> names =
        Arrays.stream(ScheduleType.values()).map(ScheduleType::fieldValue).toList();
    return args.choice("lr_scheduler_type", "linear", ScheduleType::named, names);
  }

  Map<String, ?> scheduleSettings() {
    JsonNode settings = args.node("lr_scheduler_kwargs");
    Map<String, Object> values = new LinkedHashMap<>();
    if (settings.isObject()) {
      settings
          .properties()
          .forEach(field ->
              values.put(
                  field.getKey(),
                  field.getValue().isNumber()
                      ? (Object) field.getValue().doubleValue()
                      : field.getValue().asText()));
    } else if (args.has("lr_scheduler_kwargs")) {
      args.problem("lr_scheduler_kwargs", "must be an object, is " + settings);
    }
    return values;
  }

  double warmupSteps() {
    if (args.has("warmup_ratio")) {
      args.problem(
          "warmup_ratio", "is gone from Transformers 5; say warmup_steps, below 1 it is a share");
    }
    return args.real("warmup_steps", 0, 0, MAX);
  }

  Cadence logging() {
    Cadence.Strategy strategy = interval("logging_strategy", "steps");
    double every = args.real("logging_steps", 10, Double.MIN_VALUE, MAX);
    return new Cadence(strategy, every, args.flag("logging_first_step", false));
  }

  /** TRL's: without eval_steps, as often as logging_steps. */
  Cadence evaluation(Cadence logging) {
    Cadence.Strategy strategy = interval("eval_strategy", "no");
    double every = args.real("eval_steps", logging.every(), Double.MIN_VALUE, MAX);
    // The base is evaluated at step 0 in any case.
    args.flag("eval_on_start", false);
    return new Cadence(strategy, every, false);
  }

  Optional<Precision> compute() {
    boolean bf16 = args.flag("bf16", false);
    boolean fp16 = args.flag("fp16", false);
    if (bf16 && fp16) {
      args.problem("fp16", "cannot be true together with bf16");
    }
    if (bf16) {
      return Optional.of(Precision.BFLOAT16);
    }
    if (fp16) {
      return Optional.of(Precision.FLOAT16);
    }
    return args.has("bf16") || args.has("fp16") ? Optional.of(Precision.FLOAT32) : Optional.empty();
  }

  private Cadence.Strategy interval(String name, String absent) {
    String value = args.choice(name, absent, INTERVALS);
    return switch (value) {
      case "no" -> Cadence.Strategy.NO;
      case "epoch" -> Cadence.Strategy.EPOCH;
      default -> Cadence.Strategy.STEPS;
    };
  }

  void refuseOthers() {
    args.accept(WITHOUT_EFFECT);
    args.refuseOthers();
  }
}
