package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One split of a data set.
 *
 * @param uri a path or {@code hf://datasets/owner/name}
 * @param format jsonl, json, csv or parquet; by extension when absent
 * @param limit use only the first rows
 * @param shuffle shuffle the rows once, by the run's seed, before {@code limit}
 * @param split of an eval source without uri: the share of train to hold out
 * @param generate of an eval source: what evaluations generate besides
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataSource(
    String uri,
    String format,
    Long limit,
    Boolean shuffle,
    Double split,
    EvalGeneration generate) {}
