package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The checkpoint a clone starts from, fixed once.
 *
 * @param run parent
 * @param checkpoint its name
 * @param digest of its content; null where it was named by its step
 * @param path under the experiment's volume; null where the parent's folder is known by its name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloneSource(String run, String checkpoint, String digest, String path) {
  /** Of a parent whose folder is known by its name. */
  public CloneSource(String run, String checkpoint, String digest) {
    this(run, checkpoint, digest, null);
  }
}
