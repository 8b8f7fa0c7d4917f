package dev.rondo.core.search;

import dev.rondo.api.v1alpha1.RunSpec;

/**
 * A config with the name of its run.
 *
 * @param config name of its leaf
 * @param ordinal from 1 within the leaf; given once, never reused
 * @param name of the run: {@code <experiment>-<config>-<ordinal>}; a config known from the ledger
 *     keeps the name it has there
 * @param digest the config's identity
 * @param spec fully resolved
 */
public record PlannedRun(String config, int ordinal, String name, String digest, RunSpec spec) {}
