package dev.rondo.trainer.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.model.SafeTensors;
import dev.rondo.trainer.objective.Loss;
import dev.rondo.trainer.objective.SftObjective;
import dev.rondo.trainer.torch.ComputeDevice;
import java.util.Arrays;
import java.util.List;

/** A recorded case, trained again on the batches and learning rates that were recorded. */
final class Replay implements AutoCloseable {
  private final RecordedCase recorded;
  private final TorchBaseModel base;
  private final Trainable trainable;
  private float loss;
  private float gradNorm;
  private float[] gradients;

  private Replay(RecordedCase recorded, TorchBaseModel base, Trainable trainable) {
    this.recorded = recorded;
    this.base = base;
    this.trainable = trainable;
  }

  static Replay of(RecordedCase recorded, StepSettings settings) throws Exception {
    return of(recorded, settings, ComputeDevice.CPU);
  }

  static Replay of(RecordedCase recorded, StepSettings settings, ComputeDevice device)
      throws Exception {
    TorchBaseModel base = TorchBaseModel.load(recorded.model(), recorded.storage(), 1, device);
    base.activationBudget(0);
    return new Replay(recorded, base, base.create(recorded.tuning(), 42, settings));
  }

  /** Takes the step, its evaluation excepted. */
  void step(JsonNode step) {
    trainable.zeroGrad();
    loss = 0;
    for (JsonNode micro : step.path("micro")) {
      List<PackMember> pack =
          List.of(new PackMember(trainable, RecordedCase.rows(micro.path("batch")), 0));
      try (ForwardPass pass = base.forward(pack)) {
        Loss objective =
            SftObjective.of(pass.outputs().getFirst(), micro.path("num_items_in_batch").asLong());
        loss += objective.loss();
        pass.backward(List.of(objective.dLogp()));
      }
    }
    gradNorm = trainable.gradNorm();
    gradients = ((TorchTrainable) trainable).gradientValues();
    trainable.update(
        recorded.adamW(),
        step.path("logged").path("learning_rate").asDouble(),
        step.path("step").asLong(),
        gradNorm);
  }

  float loss() {
    return loss;
  }

  float gradNorm() {
    return gradNorm;
  }

  /** The last step's flat gradient, before clipping. */
  float[] gradients() {
    return gradients;
  }

  /** TRL's eval_loss: token means of batches, weighted by rows. */
  double evalLoss() throws Exception {
    List<TokenRow> rows = recorded.evalRows();
    int size = recorded.argument("per_device_eval_batch_size").asInt();
    double sum = 0;
    for (int from = 0; from < rows.size(); from += size) {
      List<TokenRow> batch = rows.subList(from, Math.min(rows.size(), from + size));
      TokenOutputs outputs = base.evaluate(List.of(new PackMember(trainable, batch, 0))).getFirst();
      sum += batch.size() * (double) SftObjective.of(outputs, outputs.logp().length).loss();
    }
    return sum / rows.size();
  }

  ParameterLayout layout() {
    return trainable.layout();
  }

  Trainable trainable() {
    return trainable;
  }

  float[] parameters() {
    return Arrays.copyOf(ToyRuns.saved(trainable), Math.toIntExact(trainable.layout().length()));
  }

  /** A file's tensors as the flat vector of a layout. */
  static float[] flat(ParameterLayout layout, SafeTensors file) {
    float[] flat = new float[Math.toIntExact(layout.length())];
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      file.floats(tensor.name())
          .asFloatBuffer()
          .get(flat, Math.toIntExact(tensor.offset()), Math.toIntExact(tensor.size()));
    }
    return flat;
  }

  /** {@code |ours - expected| / |expected - origin|} in the L2 norm. */
  static double distance(float[] expected, float[] ours, float[] origin) {
    double differences = 0;
    double whole = 0;
    for (int i = 0; i < expected.length; i++) {
      differences += Math.pow((double) ours[i] - expected[i], 2);
      whole += Math.pow((double) expected[i] - origin[i], 2);
    }
    return Math.sqrt(differences / whole);
  }

  @Override
  public void close() {
    trainable.close();
    base.close();
  }
}
