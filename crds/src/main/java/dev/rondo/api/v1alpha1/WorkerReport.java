package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What the chunk scheduler says of a run; its alone to write, whole.
 *
 * @param epoch the placement's
 * @param phase Pending, Preparing, Waiting, Training, AwaitingRewards, RewardEndpointUnavailable,
 *     Stopped, Succeeded or Failed
 * @param slot while training
 * @param progress how far
 * @param metrics newest
 * @param checkpoint newest durable
 * @param engine the numerics fingerprint
 * @param message why, when Failed or an endpoint is unavailable
 * @param inputs which commit each hub URI was fixed to
 * @param warnings of its data: rows cut, dropped, or prepared before
 * @param checkpoints durable ones that are kept, the newest first; a clone may start from any
 * @param evaluations of the objective, oldest first; of very many only some
 * @param heard ids of the open requests for a checkpoint that the worker knows of: as long as they
 *     are open, none of these checkpoints goes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerReport(
    Long epoch,
    String phase,
    Integer slot,
    Progress progress,
    RunMetrics metrics,
    CheckpointRef checkpoint,
    String engine,
    String message,
    List<ResolvedInput> inputs,
    List<String> warnings,
    List<CheckpointRef> checkpoints,
    List<EvaluationPoint> evaluations,
    List<String> heard) {
  /** Of a run whose inputs are not known yet, and of which only the newest checkpoint is told. */
  public WorkerReport(
      Long epoch,
      String phase,
      Integer slot,
      Progress progress,
      RunMetrics metrics,
      CheckpointRef checkpoint,
      String engine,
      String message) {
    this(
        epoch,
        phase,
        slot,
        progress,
        metrics,
        checkpoint,
        engine,
        message,
        null,
        null,
        null,
        null,
        null);
  }
}
