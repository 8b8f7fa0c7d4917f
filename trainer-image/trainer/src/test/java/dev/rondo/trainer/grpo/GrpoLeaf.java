package dev.rondo.trainer.grpo;

import dev.rondo.trainer.config.LeafParser;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.TrainerArguments;

/** Settings as a manifest states them. */
final class GrpoLeaf {
  private GrpoLeaf() {}

  /**
   * The settings of a leaf.
   *
   * @param trainingArgs more of them, as the inside of a JSON object
   */
  static GrpoSettings settings(String trainingArgs) throws RefusedException {
    String leaf =
        """
        {"trainer": "GRPO", "model": {"uri": "/model"}, "dataset": {"train": {"uri": "/train.jsonl"}},
         "config": {"rewards": [{"json": {}}], "peft": {}, "trainingArgs": {%s}}}\
        """
            .formatted(trainingArgs);
    return LeafParser.parse(leaf).trainer()
            instanceof TrainerArguments.Grpo(GrpoSettings own, _, _, _)
        ? own
        : null;
  }
}
