package dev.rondo.core.clone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.WarmStart;
import java.util.List;
import java.util.Optional;

/**
 * What a person asks for when cloning a run.
 *
 * @param id of the gesture; one id makes one clone, however often it is seen
 * @param name of the clone; empty: made from its parent's and the id
 * @param at which checkpoint a warm clone starts from: {@code Latest}, a step, or a digest
 * @param warmStart everything said; empty: cold
 * @param changes a part of a leaf: what is set in it replaces the parent's
 * @param settings {@code path=value}, applied after the changes; an empty value leaves a field out
 */
public record CloneRequest(
    String id,
    Optional<String> name,
    String at,
    Optional<WarmStart> warmStart,
    ObjectNode changes,
    List<String> settings) {
  /** The newest checkpoint; of a parent that trains, the one after its next step. */
  public static final String LATEST = "Latest";

  /** Copies. */
  public CloneRequest {
    changes = changes.deepCopy();
    settings = List.copyOf(settings);
  }
}
