package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What becomes of a run that failed.
 *
 * @param limit how often it is tried again by itself (default 0)
 * @param backoffSeconds before the first try; doubled before each further one (default 10)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Retry(Integer limit, Integer backoffSeconds) {}
