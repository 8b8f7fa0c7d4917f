/** What a worker shows to Prometheus. */
package dev.rondo.scheduler.metrics;
