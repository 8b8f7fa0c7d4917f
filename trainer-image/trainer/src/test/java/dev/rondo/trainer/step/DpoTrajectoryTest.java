package dev.rondo.trainer.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.Loss;
import dev.rondo.trainer.objective.MicroBatch;
import dev.rondo.trainer.objective.dpo.DpoLoss;
import dev.rondo.trainer.objective.dpo.DpoLossType;
import dev.rondo.trainer.objective.dpo.DpoObjective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The objective and the model replay DPO as TRL recorded it, batch by batch. */
class DpoTrajectoryTest {
  private static final double LOSS_ABSOLUTE = 1e-5;
  private static final double GRAD_NORM_RELATIVE = 2e-5;
  private static final double METRIC_RELATIVE = 2e-5;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dpo-a-sigmoid",
        "dpo-c-hinge",
        "dpo-d-robust-ls",
        "dpo-e-multi-sigmoid-sft",
        "dpo-f-ref-adapter",
        "dpo-g-precompute-eval",
        "dpo-h-full-trunc",
        "dpo-i-other-model",
        "dpo-j-other-model-precompute"
      })
  void replaysTheRecordedTrajectory(String name) throws Exception {
    RecordedCase recorded = RecordedCase.read(name);
    StepSettings settings = recorded.settings();
    boolean heldToTheAdapter = recorded.spec().path("pass_peft_model").asBoolean(false);
    Tuning tuning = recorded.tuning();
    try (TorchBaseModel base = TorchBaseModel.load(recorded.model(), recorded.storage(), 1);
        TorchBaseModel other = TorchBaseModel.load(recorded.reference(), recorded.storage(), 1);
        Trainable policy = base.create(tuning, 42, settings);
        Trainable reference =
            heldToTheAdapter
                ? other.create(tuning, 42, settings)
                : other.untrained(tuning, settings)) {
      for (JsonNode step : recorded.trajectory().path("steps")) {
        step(recorded, step, base, policy, new Held(other, reference));
      }
    }
  }

  /** The reference policy on its model. */
  private record Held(BaseModel model, Trainable reference) {
    TokenOutputs answer(List<TokenRow> rows) {
      return model.evaluate(List.of(new PackMember(reference, rows, 0))).getFirst();
    }
  }

  private static void step(
      RecordedCase recorded, JsonNode step, BaseModel base, Trainable policy, Held reference) {
    JsonNode logged = step.path("logged");
    int number = step.path("step").asInt();
    policy.zeroGrad();
    float loss = 0;
    Map<String, Double> metrics = new LinkedHashMap<>();
    int parts = step.path("micro").size();
    for (JsonNode micro : step.path("micro")) {
      List<TokenRow> pairs = pairs(micro.path("batch"));
      MicroBatch batch = DpoObjective.microBatch(pairs, loss(recorded), parts);
      TokenOutputs held = reference.answer(batch.referenceRows());
      try (ForwardPass pass = base.forward(List.of(new PackMember(policy, batch.rows(), 0)))) {
        Loss part = batch.loss(pass.outputs().getFirst(), held);
        loss += part.loss();
        part.metrics().forEach((key, value) -> metrics.merge(key, value / parts, Double::sum));
        pass.backward(List.of(part.dLogp()));
      }
    }
    float norm = policy.gradNorm();
    policy.update(recorded.adamW(), logged.path("learning_rate").asDouble(), number, norm);
    assertEquals(logged.path("loss").asDouble(), loss, LOSS_ABSOLUTE, "loss at " + number);
    double expectedNorm = logged.path("grad_norm").asDouble();
    assertEquals(expectedNorm, norm, GRAD_NORM_RELATIVE * expectedNorm, "grad_norm at " + number);
    metrics.forEach((key, value) -> {
      double expected = logged.path(key).asDouble();
      assertEquals(
          expected, value, METRIC_RELATIVE * (1 + Math.abs(expected)), key + " at " + number);
    });
  }

  private static DpoLoss loss(RecordedCase recorded) {
    List<DpoLoss.Term> terms = new ArrayList<>();
    Iterator<JsonNode> weights = recorded.argument("loss_weights").elements();
    for (JsonNode type : recorded.argument("loss_type")) {
      double weight = weights.hasNext() ? weights.next().asDouble() : 1;
      terms.add(new DpoLoss.Term(DpoLossType.named(type.asText()).orElseThrow(), weight));
    }
    DpoLoss one =
        DpoLoss.of(
            terms.getFirst().type(),
            recorded.argument("beta").asDouble(),
            recorded.argument("label_smoothing").asDouble());
    return new DpoLoss(
        terms,
        recorded.argument("use_weighting").asBoolean(),
        one.beta(),
        one.labelSmoothing(),
        one.divergence(),
        one.alpha(),
        one.ldAlpha(),
        one.discopopTau());
  }

  /** TRL's rows are all chosen sequences, then all rejected ones; ours are pairs. */
  private static List<TokenRow> pairs(JsonNode batch) {
    int pairs = batch.path("input_ids").size() / 2;
    List<TokenRow> rows = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      TokenRow chosen = sequence(batch, i);
      TokenRow rejected = sequence(batch, pairs + i);
      int first = chosen.ids().length;
      int all = first + rejected.ids().length;
      int[] ids = Arrays.copyOf(chosen.ids(), all);
      System.arraycopy(rejected.ids(), 0, ids, first, all - first);
      boolean[] trained = Arrays.copyOf(chosen.trained(), all);
      System.arraycopy(rejected.trained(), 0, trained, first, all - first);
      rows.add(new TokenRow(ids, trained, new int[] {first, all - first}));
    }
    return rows;
  }

  private static TokenRow sequence(JsonNode batch, int row) {
    int length = batch.path("attention_len").path(row).asInt();
    int[] ids = new int[length];
    boolean[] trained = new boolean[length];
    for (int t = 0; t < length; t++) {
      ids[t] = batch.path("input_ids").path(row).path(t).asInt();
      trained[t] = t > 0 && batch.path("completion_mask").path(row).path(t).asInt() == 1;
    }
    return TokenRow.of(ids, trained);
  }
}
