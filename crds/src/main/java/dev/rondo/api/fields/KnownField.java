package dev.rondo.api.fields;

import dev.rondo.api.v1alpha1.TrainerKind;
import java.util.List;

/**
 * A field that other tools have and Rondo does not support: refused by name.
 *
 * @param path from the leaf
 * @param trainers of which TRL config it would be a field
 * @param source who knows it: TRL, PEFT, Transformers
 * @param advice what to do instead; null if nothing
 */
public record KnownField(String path, List<TrainerKind> trainers, String source, String advice) {
  /** Keeps a copy. */
  public KnownField {
    trainers = List.copyOf(trainers);
  }
}
