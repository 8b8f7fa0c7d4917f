package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Where the completions of a GRPO run come from.
 *
 * @param replay a file of recorded rounds to train on instead of generating
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Generation(String replay) {}
