package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * One configuration of an experiment: {@code kind: Run}.
 *
 * @param apiVersion {@code rondo.dev/v1alpha1}
 * @param kind {@code Run}
 * @param metadata as of every Kubernetes object
 * @param spec what is wanted
 * @param status what is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Run(
    String apiVersion, String kind, ObjectMeta metadata, RunSpec spec, RunStatus status) {}
