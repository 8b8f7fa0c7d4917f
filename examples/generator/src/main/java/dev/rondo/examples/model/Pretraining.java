package dev.rondo.examples.model;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.model.SafeTensorsWriter;
import dev.rondo.trainer.model.SafeTensorsWriter.Entry;
import dev.rondo.trainer.objective.Loss;
import dev.rondo.trainer.objective.SftObjective;
import dev.rondo.trainer.schedule.LearningRate;
import dev.rondo.trainer.schedule.ScheduleType;
import dev.rondo.trainer.step.AdamW;
import dev.rondo.trainer.step.ForwardPass;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.ParameterLayout;
import dev.rondo.trainer.step.TorchBaseModel;
import dev.rondo.trainer.step.Trainable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Full-parameter training of the example model from nothing, by the trainer's own step. */
final class Pretraining {
  private static final int TOKENS_PER_STEP = 1024;
  private static final int WARMUP_STEPS = 100;
  private static final double PEAK_RATE = 3e-3;
  private static final AdamW ADAM_W = new AdamW(0.9, 0.95, 1e-8, 0.1, 1.0);

  private final int steps;
  private final Progress progress;

  /** Told after every step. */
  interface Progress {
    /** Loss of the step's rows before its update. */
    void after(int step, double loss);
  }

  Pretraining(int steps, Progress progress) {
    this.steps = steps;
    this.progress = progress;
  }

  /**
   * Trains one pass over the rows.
   *
   * @param initial model directory to start from
   * @param weights file to write, in bfloat16
   */
  void run(Path initial, PretrainingRows rows, Path weights) throws IOException, RefusedException {
    LearningRate rate =
        new LearningRate(ScheduleType.COSINE, PEAK_RATE, WARMUP_STEPS, steps, Map.of());
    try (TorchBaseModel base = TorchBaseModel.load(initial, 1);
        Trainable model = base.create(new Tuning.Full(), 0)) {
      for (int step = 1; step <= steps; step++) {
        progress.after(
            step, step(base, model, rows.next(TOKENS_PER_STEP), step, rate.at(step - 1L)));
      }
      write(model, weights);
    }
  }

  private static float step(
      TorchBaseModel base, Trainable model, List<TokenRow> rows, int step, double rate) {
    model.zeroGrad();
    long targets = rows.stream().mapToLong(TokenRow::targets).sum();
    float loss;
    try (ForwardPass pass = base.forward(List.of(new PackMember(model, rows, 0)))) {
      Loss objective = SftObjective.of(pass.outputs().getFirst(), targets);
      pass.backward(List.of(objective.dLogp()));
      loss = objective.loss();
    }
    model.update(ADAM_W, rate, step, model.gradNorm());
    return loss;
  }

  private static void write(Trainable model, Path file) throws IOException {
    ParameterLayout layout = model.layout();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment saved = arena.allocate(3 * layout.length() * Float.BYTES, Long.BYTES);
      model.save(saved);
      SafeTensorsWriter.write(
          file, layout.tensors().stream().map(tensor -> entry(saved, tensor)).toList());
    }
  }

  private static Entry entry(MemorySegment saved, ParameterLayout.Tensor tensor) {
    MemorySegment values =
        saved.asSlice(tensor.offset() * Float.BYTES, tensor.size() * Float.BYTES);
    return Entry.rounded(
        tensor.name(),
        Precision.BFLOAT16,
        tensor.shape(),
        () -> values.toArray(ValueLayout.JAVA_FLOAT));
  }
}
