package dev.rondo.trainer.generation;

import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TorchModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The different prompts of a batch, each run once for all of its rows.
 *
 * @param prompts token ids
 * @param firsts the first row of each prompt, and the number of rows
 */
record PromptBatch(List<int[]> prompts, long[] firsts) {
  /** Of rows with equal prompts side by side. */
  static PromptBatch of(List<DecodingRow> rows) {
    List<int[]> prompts = new ArrayList<>();
    List<Long> firsts = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (prompts.isEmpty() || !Arrays.equals(prompts.getLast(), rows.get(i).prompt())) {
        prompts.add(rows.get(i).prompt());
        firsts.add((long) i);
      }
    }
    firsts.add((long) rows.size());
    return new PromptBatch(prompts, firsts.stream().mapToLong(Long::longValue).toArray());
  }

  /** Fills the rows' cache up to a column; returns the logits of each row's first token. */
  Tensor fill(
      TorchModule module, AttachedModel model, List<Tensor> keys, List<Tensor> values, int width) {
    int[] ids = prompts.stream().flatMapToInt(IntStream::of).toArray();
    int[] positions =
        prompts.stream().flatMapToInt(prompt -> IntStream.range(0, prompt.length)).toArray();
    try (Tensor tokens = model.place(Tensor.ofIndices(ids));
        Tensor places = model.place(Tensor.ofIndices(positions))) {
      List<Argument> arguments = new ArrayList<>();
      arguments.add(new Argument.One(tokens));
      arguments.add(new Argument.One(places));
      arguments.add(new Argument.Ints(prompts.stream().mapToLong(p -> p.length).toArray()));
      arguments.add(new Argument.Ints(firsts));
      arguments.add(new Argument.Int(width));
      arguments.add(new Argument.Many(keys));
      arguments.add(new Argument.Many(values));
      arguments.addAll(model.arguments());
      return module.call("prefill", arguments.toArray(new Argument[0])).getFirst();
    }
  }

  /** Which rows have ended (none), and which tokens each row has had. */
  List<Tensor> begin(TorchModule module, AttachedModel model, List<DecodingRow> rows) {
    int[] owners =
        IntStream.range(0, rows.size())
            .flatMap(row -> IntStream.of(rows.get(row).prompt()).map(_ -> row))
            .toArray();
    int[] ids = rows.stream().flatMapToInt(row -> IntStream.of(row.prompt())).toArray();
    try (Tensor places = model.place(Tensor.ofIndices(owners));
        Tensor tokens = model.place(Tensor.ofIndices(ids))) {
      return module.call(
          "begin",
          new Argument.Int(rows.size()),
          new Argument.Int(model.model().vocabSize()),
          new Argument.One(places),
          new Argument.One(tokens));
    }
  }
}
