package dev.rondo.scheduler.loop;

import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.scheduler.record.TurnEnding;
import dev.rondo.scheduler.record.TurnLog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a slot is busy with.
 *
 * @param run whose
 * @param order absent while it is only prepared
 * @param start when it began
 */
record OpenTurn(String run, Optional<TurnOrder> order, Instant start) {
  static OpenTurn preparing(String run) {
    return new OpenTurn(run, Optional.empty(), Instant.now());
  }

  static OpenTurn training(TurnOrder order) {
    return new OpenTurn(order.run(), Optional.of(order), Instant.now());
  }

  /** Its line of turns.jsonl; none for a preparation. */
  Optional<TurnLog.Entry> entry(int slot, TurnEnded ended, TurnEnding how) {
    return order.map(turn ->
        new TurnLog.Entry(
            run,
            List.of(run),
            turn.chunkOf(turn.toStep()),
            slot,
            text(start),
            text(Instant.now()),
            turn.fromStep(),
            Math.max(turn.fromStep(), ended.getStep()),
            ended.getAttachSeconds() + ended.getSaveSeconds(),
            ended.getTrainSeconds(),
            ended.getEvalSeconds(),
            turn.why(),
            how.word()));
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
