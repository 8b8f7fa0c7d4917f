package dev.rondo.trainer.step;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import java.util.List;
import java.util.Optional;

/** A resident base model: loaded once per process, shared by every run's turns. */
public interface BaseModel extends AutoCloseable {
  /**
   * The trainable tensors this tuning asks for.
   *
   * @throws RefusedException naming unknown target modules, wrong ranks, or an {@code init_from} of
   *     another shape
   */
  ParameterLayout layout(Tuning tuning) throws RefusedException;

  /**
   * New trainable state: initialised as PEFT does (or from {@code init_from}), moments zero.
   *
   * @param seed of the initialisation
   * @param settings how its steps compute; one for all members of a pack
   */
  Trainable create(Tuning tuning, long seed, StepSettings settings) throws RefusedException;

  /** {@link #create} with {@link StepSettings#DEFAULT}. */
  default Trainable create(Tuning tuning, long seed) throws RefusedException {
    return create(tuning, seed, StepSettings.DEFAULT);
  }

  /**
   * The base as it is, to be asked beside what is trained on it; its layout is empty.
   *
   * @param beside what is trained: a run that has learnt nothing yet gives the same bits
   */
  Trainable untrained(Tuning beside, StepSettings settings);

  /** Forward of a pack of K >= 1 members, with dropout, kept for its backward. */
  ForwardPass forward(List<PackMember> pack);

  /** Forward without dropout and gradients. */
  List<TokenOutputs> evaluate(List<PackMember> pack);

  /** The model with this run's tensors attached, for decoding. */
  DecodingArguments decoding(Trainable trainable);

  /** What steps are computed in where the leaf asks for this ({@code bf16}, {@code fp16}). */
  ComputePrecision precision(Optional<Precision> asked);

  /** Runs with equal fingerprints and settings compute equal bits. */
  String fingerprint();

  @Override
  void close();
}
