package dev.rondo.core.search;

import dev.rondo.api.v1alpha1.RunSpec;

/**
 * One point of the search space.
 *
 * @param config name of the leaf it comes from
 * @param digest its identity: of the canonical JSON of the resolved leaf, the trainer and the seed
 * @param spec fully resolved
 */
public record ExpandedConfig(String config, String digest, RunSpec spec) {}
