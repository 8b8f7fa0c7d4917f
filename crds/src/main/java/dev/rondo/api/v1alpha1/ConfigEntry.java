package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A config that has been expanded; listed for good.
 *
 * @param name the run's name
 * @param digest of the leaf's canonical JSON
 * @param runUID of the run, once it has been created; with it and without the run, a person deleted
 *     the run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfigEntry(String name, String digest, String runUID) {
  /** A config whose run is still to be created. */
  public ConfigEntry(String name, String digest) {
    this(name, digest, null);
  }
}
