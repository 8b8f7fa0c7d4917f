package dev.rondo.trainer.run;

import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.objective.MicroBatch;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.ForwardPass;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.TokenOutputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How long a run takes on this machine, measured on its first micro-batches and not at all trained.
 *
 * @param step seconds of an optimizer step; 0 where it is not measured, as of GRPO
 * @param evaluation seconds of an evaluation, of the texts that it generates at most; 0 without
 *     eval rows
 */
public record StepTime(double step, double evaluation) {
  private static final int WARM_UPS = 2;
  private static final double NANOS = 1e9;

  /**
   * Measures; on the thread that owns the base model.
   *
   * @throws IOException if there is no room for a temporary folder
   */
  public static StepTime measure(RunSession session, BaseModel base)
      throws IOException, RefusedException, TrainingFailure, LostStateException {
    if (session.grpo().isPresent()) {
      // What a step takes there depends on what is generated, and on who answers for the rewards.
      return new StepTime(0, 0);
    }
    Path nothing = Files.createTempDirectory("rondo-measure");
    long first = session.plan().origin().step();
    try (AttachedRun run = AttachedRun.attach(session, base, nothing, first)) {
      RunInTurn turn = new RunInTurn(run);
      turn.beginStep(session.objective().step(first));
      for (int i = 0; i < WARM_UPS; i++) {
        microBatch(turn, base);
      }
      double seconds = microBatch(turn, base);
      return new StepTime(seconds * session.plan().batches(first), evaluation(session, run));
    } finally {
      Files.delete(nothing);
    }
  }

  /** Forward and backward of the first micro-batch; the gradient is forgotten. */
  private static double microBatch(RunInTurn turn, BaseModel base) {
    long start = System.nanoTime();
    PackMember member = turn.member();
    TokenOutputs reference = turn.run().answer(turn.reference());
    try (ForwardPass pass = base.forward(List.of(member))) {
      pass.backward(List.of(turn.objective(pass.outputs().getFirst(), reference)));
    }
    return (System.nanoTime() - start) / NANOS;
  }

  private static double evaluation(RunSession session, AttachedRun run) {
    if (!session.isEvaluated()) {
      return 0;
    }
    List<MicroBatch> batches = session.objective().evaluation().toList();
    MicroBatch first = batches.getFirst();
    run.policy(first);
    long start = System.nanoTime();
    run.policy(first);
    run.reference(first);
    double measured = (System.nanoTime() - start) / NANOS * batches.size();
    return measured + session.prompts().map(prompts -> generation(run, prompts)).orElse(0.0);
  }

  private static double generation(AttachedRun run, EvalPrompts prompts) {
    try (EvalTexts texts = new EvalTexts(run, prompts)) {
      return texts.mostSeconds();
    }
  }
}
