package dev.rondo.trainer.run;

import dev.rondo.trainer.objective.Loss;
import dev.rondo.trainer.objective.MicroBatch;
import dev.rondo.trainer.step.TokenOutputs;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * An evaluation with TRL's means: each batch's loss weighted by its rows, its metrics not weighted.
 *
 * @param loss eval_loss
 * @param metrics by TRL's name, without {@code eval_}
 */
record Evaluation(double loss, SequencedMap<String, LogWindow.Mean> metrics) {
  static Evaluation of(AttachedRun run) {
    double loss = 0;
    double logp = 0;
    long rows = 0;
    LogWindow window = LogWindow.EMPTY;
    Iterator<MicroBatch> batches = run.session().objective().evaluation().iterator();
    while (batches.hasNext()) {
      MicroBatch batch = batches.next();
      TokenOutputs policy = run.policy(batch);
      Loss part = batch.loss(policy, run.reference(batch));
      for (float token : policy.logp()) {
        logp += token;
      }
      loss += (double) part.loss() * batch.size();
      rows += batch.size();
      window = window.plusMicroBatch(part);
    }
    return new Evaluation(loss / rows, window.metrics())
        .with(run.session().objective().ofEvaluation(logp));
  }

  /** With numbers that are of no batch. */
  Evaluation with(SequencedMap<String, Double> more) {
    SequencedMap<String, LogWindow.Mean> all = new LinkedHashMap<>(metrics);
    more.forEach((name, value) -> all.put(name, new LogWindow.Mean(value, 1)));
    return new Evaluation(loss, all);
  }
}
