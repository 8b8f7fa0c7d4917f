package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The fully resolved leaf; immutable but for {@code desiredState}, {@code priority} and {@code
 * requests}.
 *
 * @param experiment its experiment's name
 * @param desiredState Running or Stopped
 * @param trainer the training method
 * @param seed data order, dropout
 * @param chunks chunks per epoch
 * @param model the base
 * @param dataset the data, format in full
 * @param config peft and trainingArgs
 * @param priority larger goes first (default 0)
 * @param retry when it fails
 * @param activeDeadlineSeconds after which it fails; null: it may take its time
 * @param cloneFrom of a clone
 * @param requests gestures in flight
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunSpec(
    String experiment,
    DesiredState desiredState,
    TrainerKind trainer,
    Long seed,
    Integer chunks,
    ModelSource model,
    Dataset dataset,
    RunConfig config,
    Integer priority,
    Retry retry,
    Long activeDeadlineSeconds,
    CloneFrom cloneFrom,
    List<GestureRequest> requests) {
  /** A run of no special priority, which is tried once and may take its time. */
  public RunSpec(
      String experiment,
      DesiredState desiredState,
      TrainerKind trainer,
      Long seed,
      Integer chunks,
      ModelSource model,
      Dataset dataset,
      RunConfig config,
      CloneFrom cloneFrom,
      List<GestureRequest> requests) {
    this(
        experiment,
        desiredState,
        trainer,
        seed,
        chunks,
        model,
        dataset,
        config,
        null,
        null,
        null,
        cloneFrom,
        requests);
  }
}
