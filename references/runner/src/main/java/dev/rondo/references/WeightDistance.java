package dev.rondo.references;

import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.model.SafeTensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/**
 * How far the weights a run ends with are from TRL's.
 *
 * @param largest absolute difference of one weight
 * @param relativeToUpdate L2 norm of the difference over the L2 norm of TRL's update
 */
record WeightDistance(double largest, double relativeToUpdate) {

  static WeightDistance of(ReferenceCase recorded, Path output)
      throws IOException, RefusedException {
    SafeTensors initial = SafeTensors.open(recorded.initialTensors());
    SafeTensors theirs = SafeTensors.open(recorded.finalTensors());
    SafeTensors ours = SafeTensors.open(output);
    double largest = 0;
    double difference = 0;
    double update = 0;
    for (String name : theirs.names()) {
      FloatBuffer before = initial.floats(name).asFloatBuffer();
      FloatBuffer after = theirs.floats(name).asFloatBuffer();
      FloatBuffer trained = ours.floats(name).asFloatBuffer();
      if (trained.remaining() != after.remaining()) {
        return new WeightDistance(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
      }
      for (int i = 0; i < after.remaining(); i++) {
        double apart = (double) trained.get(i) - after.get(i);
        double moved = (double) after.get(i) - before.get(i);
        largest = Math.max(largest, Math.abs(apart));
        difference += apart * apart;
        update += moved * moved;
      }
    }
    // Where every rate was 0 there is no update, and two that did not move are not apart.
    return new WeightDistance(largest, difference == 0 ? 0 : Math.sqrt(difference / update));
  }
}
