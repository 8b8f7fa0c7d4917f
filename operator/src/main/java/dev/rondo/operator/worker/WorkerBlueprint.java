package dev.rondo.operator.worker;

import dev.rondo.api.resource.ExperimentResource;

/**
 * What worker pods are made from.
 *
 * @param experiment as it is now
 * @param image pinned in the experiment's status
 * @param sources that its runs need
 */
public record WorkerBlueprint(ExperimentResource experiment, String image, NamedSources sources) {}
