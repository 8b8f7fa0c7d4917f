package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * A comparison of fine-tuning configurations: {@code kind: Experiment}.
 *
 * @param apiVersion {@code rondo.dev/v1alpha1}
 * @param kind {@code Experiment}
 * @param metadata as of every Kubernetes object
 * @param spec what is wanted
 * @param status what is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Experiment(
    String apiVersion,
    String kind,
    ObjectMeta metadata,
    ExperimentSpec spec,
    ExperimentStatus status) {}
