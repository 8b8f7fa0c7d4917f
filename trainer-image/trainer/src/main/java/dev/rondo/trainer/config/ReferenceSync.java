package dev.rondo.trainer.config;

/**
 * How a run's reference follows what it trains (TR-DPO, arXiv 2404.09656): sync_ref_model.
 *
 * @param everySteps ref_model_sync_steps: optimizer steps from one time to the next
 * @param share ref_model_mixup_alpha: of the trained weights in the reference then
 */
public record ReferenceSync(int everySteps, double share) {
  /** Whether it is time after so many optimizer steps. */
  public boolean isDue(long stepsDone) {
    return stepsDone % everySteps == 0;
  }
}
