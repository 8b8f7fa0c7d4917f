package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The pods that train; local mode reads only {@code slots}.
 *
 * @param replicas worker pods
 * @param gpus nvidia.com/gpu per pod; 0 trains on CPU
 * @param slots runs training at the same time per pod (default: one per GPU, else 1)
 * @param idleSeconds GPUs are given back after this time with nothing to run
 * @param template overlay of the pods, as a PodTemplateSpec
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Worker(
    Integer replicas, Integer gpus, Integer slots, Integer idleSeconds, ObjectNode template) {}
