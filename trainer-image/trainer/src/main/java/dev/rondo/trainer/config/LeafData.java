package dev.rondo.trainer.config;

import dev.rondo.trainer.data.FileFormat;
import dev.rondo.trainer.data.RowFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A leaf's data, before its URIs are resolved to files.
 *
 * @param train where training rows come from
 * @param eval where evaluation rows come from
 * @param format column templates; absent when the columns are TRL's own
 * @param generate what evaluations generate
 */
public record LeafData(
    Source.File train,
    Optional<Source> eval,
    Optional<RowFormat> format,
    Optional<EvalGenerate> generate) {

  /** Where rows come from. */
  public sealed interface Source {
    /**
     * A file.
     *
     * @param uri absolute path, or {@code hf://datasets/owner/name}
     * @param format as stated; absent: by the file's extension
     * @param limit at most this many rows
     * @param shuffle whether the rows are first put in a seeded order
     */
    record File(String uri, Optional<FileFormat> format, OptionalLong limit, boolean shuffle)
        implements Source {}

    /**
     * A share of the training rows, which do not train then.
     *
     * @param share between 0 and 1
     * @param limit at most this many rows
     */
    record Split(double share, OptionalLong limit) implements Source {}
  }
}
