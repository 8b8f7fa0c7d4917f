package dev.rondo.trainer.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A run's data, ready to train on.
 *
 * @param train training rows
 * @param eval evaluation rows, if the run has any
 * @param prompts of evaluation rows, if evaluations complete them
 * @param rowsDigest digest over everything that shaped the rows: data bytes, template, frozen date,
 *     tokenizer, arguments and the preparation's version
 * @param evalDigest the same for the eval rows and prompts; empty without
 * @param evalSource digest of the eval rows' data and, of SFT, of which of its text is trained,
 *     whatever tokens are made of it; empty without
 * @param evalTargetBytes UTF-8 bytes of the text that the eval rows' targets spell; empty without
 *     eval rows, and for trainers that count no text
 * @param dropped rows left out because nothing of them would be trained
 * @param truncated rows cut to max_length
 * @param warnings for people
 */
public record PreparedData(
    PreparedRows train,
    Optional<PreparedRows> eval,
    Optional<PreparedRows> prompts,
    String rowsDigest,
    String evalDigest,
    String evalSource,
    OptionalLong evalTargetBytes,
    long dropped,
    long truncated,
    List<String> warnings) {
  /** The same with more to tell. */
  public PreparedData withWarnings(List<String> more) {
    return new PreparedData(
        train,
        eval,
        prompts,
        rowsDigest,
        evalDigest,
        evalSource,
        evalTargetBytes,
        dropped,
        truncated,
        Stream.concat(more.stream(), warnings.stream()).toList());
  }
}
