package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.order.NumpyPermutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Prepares one split: reads, tokenises and cuts its rows, then shuffles and packs them. Rows go to
 * disk as they come; what stays in memory is one long a row.
 */
final class SplitPreparation {
  /** {@code datasets.Dataset.map} packs so many rows at a time. */
  private static final int PACKED_TOGETHER = 1000;

  private static final int PROGRESS_EVERY = 1000;

  private final String name;
  private final SplitSource source;
  private final SplitRows rows;
  private final RowArguments arguments;
  private final RowPipeline pipeline;
  private final ProgressListener progress;
  private long dropped;
  private long truncated;

  /**
   * Prepares a job.
   *
   * @param pipeline turns columns into tokens
   */
  SplitPreparation(
      SplitJob job, RowArguments arguments, RowPipeline pipeline, ProgressListener progress) {
    this.name = job.name();
    this.source = job.source();
    this.rows = job.rows();
    this.arguments = arguments;
    this.pipeline = pipeline;
    this.progress = progress;
  }

  /** Writes the split, with what its digest is of, into a directory. */
  void writeTo(Path directory, JsonNode inputs) throws IOException, RefusedException {
    Path rowsFile = PreparedSplit.rowsFile(directory);
    Path tokenised = rows.packing().isPresent() ? directory.resolve("tokenised.bin") : rowsFile;
    long[] starts;
    long checksum;
    try (RowStoreWriter writer = new RowStoreWriter(tokenised)) {
      starts = tokenise(writer);
      checksum = writer.finish();
    }
    if (starts.length == 0) {
      throw new RefusedException("dataset." + name, nothingLeft());
    }
    if (rows.packing().isPresent()) {
      RowStore store = RowStore.open(tokenised);
      try (RowStoreWriter writer = new RowStoreWriter(rowsFile)) {
        starts = pack(store, shuffled(starts), writer);
        checksum = writer.finish();
      }
      Files.delete(tokenised);
    }
    PreparedSplit.finish(
        directory,
        shuffled(starts),
        checksum,
        new SplitSummary(dropped, truncated, warnings(), inputs));
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (dropped > 0) {
      warnings.add(
          "%d rows dropped, because max_length left nothing of them to train".formatted(dropped));
    }
    if (truncated > 0) {
      warnings.add(
          "%d rows cut to max_length %d".formatted(truncated, arguments.maxLength().getAsInt()));
    }
    warnings.addAll(pipeline.warnings());
    return warnings;
  }

  private String nothingLeft() {
    return dropped == 0
        ? source.nothingLeft()
        : "max_length "
            + arguments.maxLength().orElse(0)
            + " leaves nothing to train of any of the "
            + dropped
            + " rows of "
            + source.file().name();
  }

  /** Tokenises the split's rows in the file's order; where they start, in the split's order. */
  private long[] tokenise(RowStoreWriter writer) throws IOException, RefusedException {
    if (source.inOrder()) {
      long[] starts = tokenise(writer, RowFilter.first(source.readAtMost()));
      return Arrays.stream(starts).filter(start -> start >= 0).toArray();
    }
    int[] chosen = source.rows(pipeline.count(source.file()));
    int[] sorted = chosen.clone();
    Arrays.sort(sorted);
    long[] starts = tokenise(writer, RowFilter.of(sorted));
    return Arrays.stream(chosen)
        .mapToLong(row -> starts[Arrays.binarySearch(sorted, row)])
        .filter(start -> start >= 0)
        .toArray();
  }

  /** Where each row that passes starts, in the file's order; -1 for one that was dropped. */
  private long[] tokenise(RowStoreWriter writer, RowFilter filter)
      throws IOException, RefusedException {
    LongStream.Builder starts = LongStream.builder();
    RowProblems problems = new RowProblems();
    try (RowReader reader = RowReader.open(source.file(), problems)) {
      long number = 0;
      while (filter.wantsMore()) {
        Optional<SourceRow> row = reader.next();
        if (row.isEmpty()) {
          break;
        }
        if (filter.takes(number++)) {
          Optional<TokenRow> tokens = pipeline.tokenise(row.get(), problems);
          if (tokens.isPresent() && !problems.any()) {
            starts.add(append(tokens.get(), writer));
          }
        }
        if (number % PROGRESS_EVERY == 0) {
          progress.progress("Tokenising " + name + " rows", reader.fraction());
        }
      }
    }
    problems.refuseIfAny();
    return starts.build().toArray();
  }

  private long append(TokenRow row, RowStoreWriter writer) throws IOException {
    boolean cut = rows.isCut(row);
    Optional<TokenRow> kept = rows.cut(row);
    truncated += cut ? 1 : 0;
    if (kept.isEmpty()) {
      dropped++;
      return -1;
    }
    return writer.append(kept.get(), cut);
  }

  private long[] pack(RowStore store, long[] starts, RowStoreWriter writer) throws IOException {
    LongStream.Builder packs = LongStream.builder();
    int maxLength = arguments.maxLength().orElseThrow();
    for (int from = 0; from < starts.length; from += PACKED_TOGETHER) {
      int to = Math.min(starts.length, from + PACKED_TOGETHER);
      List<TokenRow> together = Arrays.stream(starts, from, to).mapToObj(store::row).toList();
      for (TokenRow pack : rows.packing().orElseThrow().pack(together, maxLength)) {
        packs.add(writer.append(pack, false));
      }
      progress.progress("Packing " + name + " rows", (double) to / starts.length);
    }
    return packs.build().toArray();
  }

  /** shuffle_dataset, which comes before packing and again after it. */
  private long[] shuffled(long[] starts) {
    if (!arguments.shuffleDataset()) {
      return starts;
    }
    return Arrays.stream(NumpyPermutation.of(source.seed(), starts.length))
        .mapToLong(row -> starts[row])
        .toArray();
  }
}
