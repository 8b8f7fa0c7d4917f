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
import java.util.stream.IntStream;

/**
 * Prepares one split: reads, tokenises and cuts its rows, then shuffles and packs them. Rows and
 * their index go to disk as they come; where rows are shuffled or held out, the order is in memory,
 * an int a row.
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
  SplitPreparation(SplitJob job, RowPipeline pipeline, ProgressListener progress) {
    this.name = job.name();
    this.source = job.source();
    this.rows = job.rows();
    this.arguments = job.arguments();
    this.pipeline = pipeline;
    this.progress = progress;
  }

  /** Writes the split, with what its digest is of, into a directory. */
  void writeTo(Path directory, JsonNode inputs) throws IOException, RefusedException {
    Path rowsFile = PreparedSplit.rowsFile(directory);
    IndexFiles indexes = new IndexFiles(directory);
    RowIndex index;
    long checksum;
    if (rows.packing().isEmpty()) {
      try (RowStoreWriter writer = new RowStoreWriter(rowsFile)) {
        index = tokenise(writer, indexes);
        checksum = writer.finish();
      }
    } else {
      Path tokenised = directory.resolve("tokenised.bin");
      try (RowStoreWriter writer = new RowStoreWriter(tokenised)) {
        index = tokenise(writer, indexes);
      }
      RowStore store = RowStore.open(tokenised);
      try (RowStoreWriter writer = new RowStoreWriter(rowsFile)) {
        index = pack(store, shuffled(index, indexes), writer, indexes);
        checksum = writer.finish();
      }
      Files.delete(tokenised);
    }
    long indexChecksum = indexes.keep(shuffled(index, indexes), PreparedSplit.indexFile(directory));
    indexes.delete();
    PreparedSplit.finish(
        directory,
        checksum,
        indexChecksum,
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

  /**
   * Tokenises the split's rows in the file's order; where they start, in the split's order.
   *
   * @throws RefusedException also when no row is left
   */
  private RowIndex tokenise(RowStoreWriter writer, IndexFiles indexes)
      throws IOException, RefusedException {
    RowIndex index;
    if (source.inOrder()) {
      index = indexes.write(to -> tokenise(writer, RowFilter.first(source.readAtMost()), kept(to)));
    } else {
      int[] chosen = source.rows(pipeline.count(source.file()));
      int[] sorted = chosen.clone();
      Arrays.sort(sorted);
      RowIndex inFile = indexes.write(to -> tokenise(writer, RowFilter.of(sorted), to::append));
      index =
          indexes.write(to -> {
            StartSink kept = kept(to);
            for (int row : chosen) {
              kept.accept(inFile.start(Arrays.binarySearch(sorted, row)));
            }
          });
    }
    if (index.size() == 0) {
      throw new RefusedException("dataset." + name, nothingLeft());
    }
    return index;
  }

  /** Takes where rows start. */
  private interface StartSink {
    /** Takes one; -1 is a row that was dropped. */
    void accept(long start) throws IOException;
  }

  private static StartSink kept(RowIndexWriter to) {
    return start -> {
      if (start >= 0) {
        to.append(start);
      }
    };
  }

  /** Tells where each row that passes starts, in the file's order; -1 for one that was dropped. */
  private void tokenise(RowStoreWriter writer, RowFilter filter, StartSink starts)
      throws IOException, RefusedException {
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
            starts.accept(append(tokens.get(), writer));
          }
        }
        if (number % PROGRESS_EVERY == 0) {
          progress.progress("Tokenising " + name + " rows", reader.fraction());
        }
      }
    }
    problems.refuseIfAny();
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

  private RowIndex pack(RowStore store, RowIndex index, RowStoreWriter writer, IndexFiles indexes)
      throws IOException, RefusedException {
    int maxLength = arguments.maxLength().orElseThrow();
    return indexes.write(packs -> {
      for (int from = 0; from < index.size(); from += PACKED_TOGETHER) {
        int to = Math.min(index.size(), from + PACKED_TOGETHER);
        List<TokenRow> together =
            IntStream.range(from, to).mapToObj(row -> store.row(index.start(row))).toList();
        for (TokenRow pack : rows.packing().orElseThrow().pack(together, maxLength)) {
          packs.append(writer.append(pack, false));
        }
        progress.progress("Packing " + name + " rows", (double) to / index.size());
      }
    });
  }

  /** shuffle_dataset, which comes before packing and again after it. */
  private RowIndex shuffled(RowIndex index, IndexFiles indexes)
      throws IOException, RefusedException {
    if (!arguments.shuffleDataset()) {
      return index;
    }
    int[] order = NumpyPermutation.of(source.seed(), index.size());
    return indexes.write(to -> {
      for (int row : order) {
        to.append(index.start(row));
      }
    });
  }
}
