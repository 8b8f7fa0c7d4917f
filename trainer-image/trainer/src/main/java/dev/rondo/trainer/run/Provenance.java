package dev.rondo.trainer.run;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.step.ParameterLayout;
import java.util.Optional;

/**
 * What a run's numbers and states come of: what has to be the same for others to compare with them,
 * or to go on from them.
 *
 * @param identity of the run, which its states carry
 * @param cloneIdentity what a clone of a state must have in common with it
 * @param frozenReference the weights that it keeps as its reference, if it keeps any
 * @param fingerprint of the numerics
 * @param evalKey what its evaluations compare within; empty where it has none
 */
record Provenance(
    RunIdentity identity,
    CloneIdentity cloneIdentity,
    Optional<String> frozenReference,
    String fingerprint,
    String evalKey) {
  /**
   * Of a prepared run.
   *
   * @param hasReference whether its objective asks a reference policy
   */
  static Provenance of(
      Leaf leaf,
      PreparedData data,
      ParameterLayout layout,
      InputDigests files,
      Optional<WarmStartState> warmStart,
      boolean hasReference,
      String fingerprint) {
    Origin origin = warmStart.map(WarmStartState::origin).orElse(Origin.START);
    Optional<String> frozenReference =
        hasReference ? FrozenReference.identity(leaf, files, warmStart) : Optional.empty();
    String reference = files.model() + files.reference() + frozenReference.orElse("");
    return new Provenance(
        new RunIdentity(RunDigest.ofConfig(leaf, origin), data.rowsDigest(), files),
        CloneIdentity.of(leaf, data.rowsDigest(), layout, files.model()),
        frozenReference,
        fingerprint,
        data.eval().isPresent() ? RunDigest.ofEval(leaf, data, reference) : "");
  }
}
