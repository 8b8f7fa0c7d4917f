package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A durable checkpoint.
 *
 * @param step optimizer steps done
 * @param path under the experiment's volume
 * @param digest of its content
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckpointRef(Long step, String path, String digest) {}
