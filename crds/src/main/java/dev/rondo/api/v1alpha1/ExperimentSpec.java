package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A comparison: one base model and data set, many configs.
 *
 * @param trainer the training method
 * @param seed data order, search sampling, dropout (default 42)
 * @param chunks chunks per epoch (default 4)
 * @param objective what ranks the runs; default by trainer
 * @param model the base model
 * @param dataset the data
 * @param base what every config shares
 * @param configs named leaves, merged over base; absent: one leaf named base
 * @param search expands every leaf
 * @param stopping stops runs that fall behind; absent: only people do
 * @param checkpoints durability
 * @param worker pods
 * @param storage volume
 * @param tracking sinks
 * @param suspend stop all runs and give the GPUs back
 * @param ttlSecondsAfterFinished workers are removed this long after the last run has ended
 * @param retry of every run that fails
 * @param activeDeadlineSeconds of every run
 * @param maxRuns quota, clones included and refused runs not (default 64)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExperimentSpec(
    TrainerKind trainer,
    Long seed,
    Integer chunks,
    Objective objective,
    ModelSource model,
    Dataset dataset,
    Config base,
    List<Config> configs,
    Search search,
    Stopping stopping,
    Checkpoints checkpoints,
    Worker worker,
    Storage storage,
    Tracking tracking,
    Boolean suspend,
    Integer ttlSecondsAfterFinished,
    Retry retry,
    Long activeDeadlineSeconds,
    Integer maxRuns) {}
