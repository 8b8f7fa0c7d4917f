/** Experiments: which runs they have, which workers, and which worker has which run. */
package dev.rondo.operator.experiment;
