/**
 * Decodes completions from a model with a run's adapter attached: a cache, sampling, end tokens.
 */
package dev.rondo.trainer.generation;
