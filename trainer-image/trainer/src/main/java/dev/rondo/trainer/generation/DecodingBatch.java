package dev.rondo.trainer.generation;

import dev.rondo.trainer.order.RngKey;
import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TorchModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows decoded together, with their cache. Rows that have ended leave it on the way. */
final class DecodingBatch implements AutoCloseable {
  private static final int NO_TOKEN = -1;

  private final TorchModule module;
  private final AttachedModel model;
  private final List<DecodingRow> rows;
  private final Sampling sampling;
  private final int width;
  private final int[][] tokens;
  private final int[] lengths;
  private final boolean[] ended;
  private final Tensor endTokens;

  /** Rows still in the cache, by their place in it. */
  private List<Integer> present;

  private List<Tensor> keys;
  private List<Tensor> values;
  private Tensor logits;
  private Tensor endedNow;
  private Tensor seen;
  private int done;

  /**
   * Runs the prompts.
   *
   * @param rows with equal prompts side by side
   */
  DecodingBatch(
      TorchModule module, AttachedModel model, List<DecodingRow> rows, Sampling sampling) {
    this.module = module;
    this.model = model;
    this.rows = rows;
    this.sampling = sampling;
    this.width = rows.stream().mapToInt(row -> row.prompt().length).max().orElseThrow();
    this.tokens = new int[rows.size()][sampling.maxNewTokens()];
    this.lengths = new int[rows.size()];
    this.ended = new boolean[rows.size()];
    this.present = IntStream.range(0, rows.size()).boxed().toList();
    int[] ends = sampling.endTokens().stream().mapToInt(Integer::intValue).toArray();
    this.endTokens = model.place(Tensor.ofIndices(ends.length == 0 ? new int[] {NO_TOKEN} : ends));
    this.keys = cache();
    this.values = cache();
    PromptBatch prompts = PromptBatch.of(rows);
    this.logits = prompts.fill(module, model, keys, values, width);
    List<Tensor> begun = prompts.begin(module, model, rows);
    this.endedNow = begun.getFirst();
    this.seen = begun.getLast();
  }

  boolean isOver() {
    return done == sampling.maxNewTokens() || present.isEmpty();
  }

  Completion completion(int row) {
    return new Completion(Arrays.copyOf(tokens[row], lengths[row]), ended[row]);
  }

  /**
   * Decodes the next tokens.
   *
   * @param most tokens at most
   * @param leastRows rows that stay, even ended ones
   */
  void advance(int most, int leastRows) {
    int steps = Math.min(most, sampling.maxNewTokens() - done);
    boolean goesOn = done + steps < sampling.maxNewTokens();
    int[] pads = present.stream().mapToInt(row -> width - rows.get(row).prompt().length).toArray();
    boolean padded = IntStream.of(pads).anyMatch(pad -> pad > 0);
    try (Tensor numbers = uniforms(steps);
        Tensor padding = model.place(Tensor.ofIndices(pads))) {
      List<Argument> arguments = new ArrayList<>();
      for (Tensor tensor : List.of(logits, seen, endedNow, numbers, endTokens, padding)) {
        arguments.add(new Argument.One(tensor));
      }
      arguments.add(new Argument.Int(padded ? 1 : 0));
      arguments.add(new Argument.Int(width + done));
      arguments.add(new Argument.Int(steps));
      arguments.add(new Argument.Int(goesOn ? 1 : 0));
      arguments.add(
          new Argument.Reals(
              sampling.temperature(),
              sampling.topP(),
              sampling.minP(),
              sampling.repetitionPenalty()));
      arguments.add(new Argument.Int(sampling.topK()));
      arguments.add(new Argument.Many(keys));
      arguments.add(new Argument.Many(values));
      arguments.addAll(model.arguments());
      List<Tensor> results = module.call("decode", arguments.toArray(new Argument[0]));
      replace(results.get(2), results.get(1), results.get(3));
      try (Tensor chosen = results.getFirst()) {
        take(chosen.toFloats(), steps);
      }
    }
    done += steps;
    if (goesOn) {
      thin(leastRows);
    }
  }

  /** What the tokens of each row are drawn by. */
  private Tensor uniforms(int steps) {
    float[] numbers = new float[present.size() * steps];
    for (int i = 0; i < present.size(); i++) {
      long key = rows.get(present.get(i)).key();
      for (int t = 0; t < steps; t++) {
        numbers[i * steps + t] = RngKey.uniform(key, done + t);
      }
    }
    return model.place(Tensor.ofFloats(numbers, (long) present.size(), (long) steps));
  }

  private void take(float[] chosen, int steps) {
    for (int i = 0; i < present.size(); i++) {
      int row = present.get(i);
      for (int t = 0; t < steps && !ended[row]; t++) {
        int id = (int) chosen[i * steps + t];
        tokens[row][lengths[row]++] = id;
        ended[row] = sampling.endTokens().contains(id);
      }
    }
  }

  /** Lets rows that have ended leave when they are a quarter of all. */
  private void thin(int leastRows) {
    List<Integer> staying =
        new ArrayList<>(
            IntStream.range(0, present.size())
                .filter(i -> !ended[present.get(i)])
                .boxed()
                .toList());
    if (staying.isEmpty()) {
      present = List.of();
      return;
    }
    for (int i = 0; i < present.size() && staying.size() < leastRows; i++) {
      if (!staying.contains(i)) {
        staying.add(i);
      }
    }
    if (staying.size() > present.size() * 3 / 4) {
      return;
    }
    int[] places = staying.stream().mapToInt(Integer::intValue).toArray();
    try (Tensor kept = model.place(Tensor.ofIndices(places))) {
      keys = thinned(keys, kept);
      values = thinned(values, kept);
      List<Tensor> smaller =
          module.call(
              "keep", new Argument.Many(List.of(logits, endedNow, seen)), new Argument.One(kept));
      replace(smaller.get(0), smaller.get(1), smaller.get(2));
    }
    List<Integer> before = present;
    present = staying.stream().map(before::get).toList();
  }

  private List<Tensor> thinned(List<Tensor> cache, Tensor kept) {
    List<Tensor> smaller =
        module.call(
            "thinned",
            new Argument.Many(cache),
            new Argument.One(kept),
            new Argument.Int(width + done));
    cache.forEach(Tensor::close);
    return smaller;
  }

  private List<Tensor> cache() {
    long columns = (long) width + sampling.maxNewTokens();
    long[] shape = model.model().shape();
    return module.call(
        "cache",
        new Argument.Ints(rows.size(), shape[1], columns, model.model().headDim()),
        new Argument.One(model.any()),
        new Argument.Ints(shape));
  }

  private void replace(Tensor newLogits, Tensor newEnded, Tensor newSeen) {
    List.of(logits, endedNow, seen).forEach(Tensor::close);
    logits = newLogits;
    endedNow = newEnded;
    seen = newSeen;
  }

  @Override
  public void close() {
    keys.forEach(Tensor::close);
    values.forEach(Tensor::close);
    List.of(logits, endedNow, seen, endTokens).forEach(Tensor::close);
  }
}
