package dev.rondo.operator.run;

import dev.rondo.operator.StatusWriter;
import dev.rondo.operator.event.EventRecorder;
import dev.rondo.operator.metrics.OperatorMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/**
 * What a reconciler of runs works with.
 *
 * @param client of the API server
 * @param statuses writes them
 * @param events tells of them
 * @param metrics counts them
 * @param clock tells the time
 */
public record RunParts(
    KubernetesClient client,
    StatusWriter statuses,
    EventRecorder events,
    OperatorMetrics metrics,
    Clock clock) {}
