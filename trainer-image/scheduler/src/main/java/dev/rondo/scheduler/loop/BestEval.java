package dev.rondo.scheduler.loop;

/**
 * A run's best evaluation after its start.
 *
 * @param step where
 * @param loss eval_loss
 */
record BestEval(long step, double loss) {}
