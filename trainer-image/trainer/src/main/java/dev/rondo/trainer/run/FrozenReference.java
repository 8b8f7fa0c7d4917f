package dev.rondo.trainer.run;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.ReferencePolicy;
import dev.rondo.trainer.config.ReferenceSync;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.TrainerArguments;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.Trainable;
import java.io.IOException;
import java.util.Optional;

/** Which weights of its own a run's reference policy has, and where they are. */
final class FrozenReference {
  private FrozenReference() {}

  /**
   * The identity of weights that are kept with the run; empty: its reference is a model as it is.
   */
  static Optional<String> identity(
      Leaf leaf, InputDigests files, Optional<WarmStartState> warmStart) {
    Optional<ReferencePolicy> policy =
        switch (leaf.trainer()) {
          case TrainerArguments.Sft _ -> Optional.empty();
          case TrainerArguments.Dpo dpo -> Optional.of(dpo.reference());
          case TrainerArguments.Grpo grpo -> Optional.of(grpo.reference());
        };
    if (policy.isEmpty()) {
      return Optional.empty();
    }
    return warmStart
        .flatMap(WarmStartState::frozenReference)
        .or(() ->
            policy.get() instanceof ReferencePolicy.Initial
                ? Optional.of("initial " + files.initFrom())
                : leaf.trainer().sync().map(ReferenceSync::toString));
  }

  /**
   * The reference policy on a model.
   *
   * @param model the run's base, or the other model that its reference is
   * @param saved the run's own newest state
   * @throws RefusedException if a clone's parent has not kept the weights that are wanted
   */
  static Trainable on(BaseModel model, RunSession session, Optional<SavedRun> saved)
      throws IOException, RefusedException {
    Leaf leaf = session.leaf();
    if (!session.keepsReference()) {
      return model.untrained(leaf.tuning(), session.settings());
    }
    Trainable frozen = model.create(leaf.tuning(), leaf.seed(), session.settings());
    if (saved.isPresent()) {
      frozen.loadParameters(saved.get().reference(session.layout()));
    } else if (session.warmStart().isPresent()
        && session.warmStart().get().frozenReference().isPresent()) {
      session.warmStart().get().loadReference(frozen);
    }
    return frozen;
  }
}
