package dev.rondo.cli.ranking;

import dev.rondo.cli.store.RunHistory;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A run's place among those it compares with.
 *
 * @param rank 1 is best; absent for a run that failed or has no finite value
 * @param run the run
 * @param value the objective's newest value; absent before the first evaluation
 * @param step where it was measured
 * @param delta value minus the run's own baseline at step 0
 * @param trainLoss the newest logged training loss
 */
public record Place(
    OptionalInt rank,
    RunHistory run,
    OptionalDouble value,
    long step,
    OptionalDouble delta,
    OptionalDouble trainLoss) {}
