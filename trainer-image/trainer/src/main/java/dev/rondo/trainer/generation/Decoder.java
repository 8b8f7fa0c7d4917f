package dev.rondo.trainer.generation;

import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.DecodingArguments;
import dev.rondo.trainer.torch.TorchModule;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Decodes completions. A token is drawn from its row's own stream by its position, so what a row
 * gets does not depend on which rows are decoded beside it. Belongs to the model's thread.
 */
public final class Decoder implements AutoCloseable {
  /** The loop runs in TorchScript for so many tokens; then rows that have ended leave. */
  private static final int TOKENS_PER_CALL = 16;

  private final TorchModule module =
      TorchModule.compile(
          TorchModule.source(BaseModel.class, "causal_lm.py")
              + TorchModule.source(Decoder.class, "decode.py"));

  private final long mostCopied;

  /** Compiles what decodes. */
  public Decoder() {
    this(DecodingMemory.MOST_COPIED);
  }

  /**
   * The same.
   *
   * @param mostCopied numbers of weights that may be copied to hold the adapter within
   */
  Decoder(long mostCopied) {
    this.mostCopied = mostCopied;
  }

  /**
   * Decodes every row to its end.
   *
   * @param model with the run's tensors attached; not closed
   * @throws IllegalArgumentException if a prompt with its completion has more positions than the
   *     model
   */
  public List<Completion> decode(
      DecodingArguments model, List<DecodingRow> rows, Sampling sampling) {
    int longest = rows.stream().mapToInt(row -> row.prompt().length).max().orElse(0);
    if (longest + sampling.maxNewTokens() > model.maxPositions()) {
      throw new IllegalArgumentException(
          "a prompt of %d tokens and a completion of %d have more than the model's %d positions"
              .formatted(longest, sampling.maxNewTokens(), model.maxPositions()));
    }
    List<Completion> completions = new ArrayList<>();
    try (AttachedModel attached = AttachedModel.of(module, model, mostCopied)) {
      int batch = rowsAtOnce(model, longest + sampling.maxNewTokens());
      for (int from = 0; from < rows.size(); from += batch) {
        List<DecodingRow> part = rows.subList(from, Math.min(rows.size(), from + batch));
        completions.addAll(batch(attached, part, sampling));
      }
    }
    return List.copyOf(completions);
  }

  private List<Completion> batch(AttachedModel model, List<DecodingRow> wanted, Sampling sampling) {
    List<DecodingRow> rows = new ArrayList<>(byPrompt(wanted));
    while (rows.size() < DecodingMemory.LEAST_ROWS) {
      rows.add(rows.getLast());
    }
    IdentityHashMap<DecodingRow, Completion> found = new IdentityHashMap<>();
    try (DecodingBatch batch = new DecodingBatch(module, model, rows, sampling)) {
      while (!batch.isOver()) {
        batch.advance(TOKENS_PER_CALL, DecodingMemory.LEAST_ROWS);
      }
      for (int i = 0; i < rows.size(); i++) {
        found.put(rows.get(i), batch.completion(i));
      }
    }
    return wanted.stream().map(found::get).toList();
  }

  /** Rows of one prompt side by side, prompts in the order in which they first come. */
  private static List<DecodingRow> byPrompt(List<DecodingRow> rows) {
    IdentityHashMap<int[], Integer> places = new IdentityHashMap<>();
    List<List<DecodingRow>> groups = new ArrayList<>();
    for (DecodingRow row : rows) {
      int place = places.computeIfAbsent(row.prompt(), _ -> groups.size());
      if (place == groups.size()) {
        groups.add(new ArrayList<>());
      }
      groups.get(place).add(row);
    }
    return groups.stream().flatMap(List::stream).toList();
  }

  private static int rowsAtOnce(DecodingArguments model, long columns) {
    return DecodingMemory.rowsAtOnce(
        DecodingMemory.perRow(model.shape()[2], model.shape()[1], model.headDim(), columns));
  }

  @Override
  public void close() {
    module.close();
  }
}
