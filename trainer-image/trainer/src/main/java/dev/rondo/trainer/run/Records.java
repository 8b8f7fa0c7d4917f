package dev.rondo.trainer.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.protocol.v1.Evaluated;
import dev.rondo.protocol.v1.Logged;

/** Training and evaluation records with TRL's names. */
final class Records {
  private Records() {}

  /** TRL's training record: means over the window, the last step's norm and learning rate. */
  static Logged.Builder training(RunInTurn steps, double epoch) {
    Counters counters = steps.run().counters();
    LogWindow window = counters.window();
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    metrics.put("loss", window.meanLoss());
    metrics.put("grad_norm", (double) steps.gradNorm());
    metrics.put("learning_rate", steps.learningRate());
    metrics.put("num_tokens", counters.tokens());
    window.metrics().forEach((name, mean) -> metrics.put(name, mean.mean()));
    return Logged.newBuilder()
        .setStep(counters.step())
        .setEpoch(epoch)
        .setMetricsJson(metrics.toString());
  }

  /** TRL's evaluation record. */
  static Evaluated.Builder evaluation(AttachedRun run, Evaluation evaluation, double seconds) {
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    metrics.put("eval_loss", evaluation.loss());
    metrics.put("eval_num_tokens", run.counters().tokens());
    evaluation.metrics().forEach((name, mean) -> metrics.put("eval_" + name, mean.mean()));
    long step = run.counters().step();
    return Evaluated.newBuilder()
        .setStep(step)
        .setEpoch(run.session().plan().epochAfter(step))
        .setMetricsJson(metrics.toString())
        .setEvalKey(run.session().provenance().evalKey())
        .setSeconds(seconds);
  }
}
