package dev.rondo.trainer.objective.dpo;

import java.util.Optional;

/**
 * What a reference policy said of all of a run's pairs before training.
 *
 * @param train by number of the training row
 * @param eval by number of the evaluation row, if there are any
 */
public record ReferenceTable(ReferenceLogps train, Optional<ReferenceLogps> eval) {}
