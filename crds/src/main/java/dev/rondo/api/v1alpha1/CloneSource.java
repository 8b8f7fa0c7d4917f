package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The checkpoint a clone starts from, fixed once.
 *
 * @param run parent
 * @param checkpoint its name
 * @param digest of its content
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloneSource(String run, String checkpoint, String digest) {}
