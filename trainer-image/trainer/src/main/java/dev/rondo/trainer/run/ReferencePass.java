package dev.rondo.trainer.run;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.TrainerArguments;
import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.data.PreparedRows;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.Batches;
import dev.rondo.trainer.objective.dpo.DpoLoss;
import dev.rondo.trainer.objective.dpo.ReferenceLogps;
import dev.rondo.trainer.objective.dpo.ReferenceTable;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.Trainable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks a reference policy about all pairs before training, in the order of the data: TRL's
 * precompute_ref_log_probs. The same data gives the same bits, whenever it is done.
 */
final class ReferencePass {
  private ReferencePass() {}

  /**
   * On the thread that owns the model.
   *
   * @param base the model that the reference is, or is an adapter of
   * @param stateDir the run's own
   */
  static ReferenceTable of(
      RunSession session, TrainerArguments.Dpo dpo, BaseModel base, Path stateDir)
      throws IOException, RefusedException {
    Leaf leaf = session.leaf();
    PreparedData data = session.data();
    Optional<Path> newest = StateFile.newest(stateDir);
    try (Arena mapped = Arena.ofConfined();
        Trainable reference =
            FrozenReference.on(
                base,
                session,
                newest.isPresent()
                    ? Optional.of(SavedRun.read(newest.get(), mapped))
                    : Optional.empty())) {
      int trainSize = dpo.precomputeBatchSize().orElse(leaf.budget().perDeviceTrainBatchSize());
      int evalSize = dpo.precomputeBatchSize().orElse(leaf.evalBatchSize());
      Optional<ReferenceLogps> eval =
          data.eval().map(rows -> ask(base, reference, rows, evalSize, dpo.loss()));
      return new ReferenceTable(ask(base, reference, data.train(), trainSize, dpo.loss()), eval);
    }
  }

  private static ReferenceLogps ask(
      BaseModel base, Trainable reference, PreparedRows rows, int batchSize, DpoLoss loss) {
    List<ReferenceLogps> parts = new ArrayList<>();
    Batches.inOrder(rows.size(), batchSize)
        .map(numbers -> Batches.rows(rows, numbers))
        .forEach(batch -> parts.add(ask(base, reference, batch, loss)));
    return ReferenceLogps.join(parts);
  }

  private static ReferenceLogps ask(
      BaseModel base, Trainable reference, List<TokenRow> batch, DpoLoss loss) {
    PackMember member = new PackMember(reference, batch, 0);
    return ReferenceLogps.of(batch, loss, base.evaluate(List.of(member)).getFirst().logp());
  }
}
