/**
 * The chunk scheduler's view of a cluster: the runs placed on this worker's pod are read from the
 * API server, and what becomes of them is applied to {@code status.worker}. Training goes on while
 * the API server is away.
 */
package dev.rondo.scheduler.kubernetes;
