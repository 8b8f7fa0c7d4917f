package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a clone takes over besides the weights.
 *
 * @param optimizer the moments too (default false)
 * @param schedule Restart (default) or Continue
 * @param data Continue (default) or Restart
 * @param reference Inherit (default) or Parent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WarmStart(Boolean optimizer, String schedule, String data, String reference) {}
