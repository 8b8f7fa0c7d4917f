package dev.rondo.scheduler.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.protocol.v1.StepDone;

/**
 * How far a run is.
 *
 * @param step optimizer steps done
 * @param epoch passes over the data
 * @param rows consumed
 * @param tokens TRL's num_tokens
 */
record Place(long step, double epoch, long rows, long tokens) {
  static final Place START = new Place(0, 0, 0, 0);

  static Place after(StepDone done) {
    return new Place(done.getStep(), done.getEpoch(), done.getRows(), done.getTokens());
  }

  Place at(long otherStep) {
    return new Place(otherStep, epoch, rows, tokens);
  }

  Place rows(long consumed) {
    return new Place(step, epoch, consumed, tokens);
  }

  /** The same step as a record of it tells the rest. */
  Place told(JsonNode record) {
    return new Place(
        step, record.path("epoch").asDouble(), rows, record.path("num_tokens").asLong(tokens));
  }
}
