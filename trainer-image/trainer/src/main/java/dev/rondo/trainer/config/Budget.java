package dev.rondo.trainer.config;

/**
 * How much a run trains, by the names of Transformers' TrainingArguments.
 *
 * @param perDeviceTrainBatchSize rows of a micro-batch
 * @param gradientAccumulationSteps micro-batches of an optimizer step
 * @param numTrainEpochs passes over the data, where {@code maxSteps} is not positive
 * @param maxSteps optimizer steps; wins over the epochs where positive
 * @param dropLast dataloader_drop_last: leave out an epoch's short last micro-batch
 */
public record Budget(
    int perDeviceTrainBatchSize,
    int gradientAccumulationSteps,
    double numTrainEpochs,
    int maxSteps,
    boolean dropLast) {}
