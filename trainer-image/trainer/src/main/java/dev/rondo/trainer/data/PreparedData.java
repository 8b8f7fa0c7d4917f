package dev.rondo.trainer.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run's data, ready to train on.
 *
 * @param train training rows
 * @param eval evaluation rows, if the run has any
 * @param rowsDigest digest over everything that shaped the rows: data bytes, template, frozen date,
 *     tokenizer, arguments and the preparation's version
 * @param evalDigest the same for the eval rows; empty without
 * @param dropped rows left out because nothing of them would be trained
 * @param truncated rows cut to max_length
 * @param warnings for people
 */
public record PreparedData(
    PreparedRows train,
    Optional<PreparedRows> eval,
    String rowsDigest,
    String evalDigest,
    long dropped,
    long truncated,
    List<String> warnings) {
  /** The same with more to tell. */
  public PreparedData withWarnings(List<String> more) {
    return new PreparedData(
        train,
        eval,
        rowsDigest,
        evalDigest,
        dropped,
        truncated,
        Stream.concat(more.stream(), warnings.stream()).toList());
  }
}
