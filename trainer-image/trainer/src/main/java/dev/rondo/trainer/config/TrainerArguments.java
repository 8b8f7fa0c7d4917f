package dev.rondo.trainer.config;

import dev.rondo.trainer.data.RowArguments;
import dev.rondo.trainer.data.SftArguments;

/** What a leaf says to its trainer alone. */
public sealed interface TrainerArguments {
  /** How rows become tokens. */
  RowArguments rows();

  /** Everything of it that shapes a number of a run besides its rows, as text for a digest. */
  String numbers();

  /** Everything of it that shapes a number of an evaluation besides weights and rows. */
  String evalNumbers();

  /**
   * Supervised fine-tuning, by TRL's SFTConfig.
   *
   * @param rows how rows become tokens
   */
  record Sft(SftArguments rows) implements TrainerArguments {
    @Override
    public String numbers() {
      return "SFT";
    }

    @Override
    public String evalNumbers() {
      return numbers();
    }
  }
}
