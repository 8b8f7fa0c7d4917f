package dev.rondo.bench;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.generation.Decoder;
import dev.rondo.trainer.generation.DecodingRow;
import dev.rondo.trainer.generation.Sampling;
import dev.rondo.trainer.order.RngKey;
import dev.rondo.trainer.step.DecodingArguments;
import dev.rondo.trainer.step.StepSettings;
import dev.rondo.trainer.step.TorchBaseModel;
import dev.rondo.trainer.step.Trainable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Holds a base model and decodes rounds with an adapter of rank 16, told by lines of standard
 * input: {@code case TARGETS ROWS PROMPT TOKENS} makes ready (rows in groups of eight of one
 * prompt, prompts of PROMPT tokens or up to seven fewer), {@code steps N} decodes N rounds of
 * TOKENS tokens a row and prints the milliseconds of each, wall and thread CPU.
 */
public final class Decoding {
  private static final int RANK = 16;
  private static final int GROUP = 8;
  private static final int VOCABULARY = 2000;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Decoding() {}

  /** Argument: model directory. */
  public static void main(String[] args) throws IOException, RefusedException {
    try (TorchBaseModel base = TorchBaseModel.load(Path.of(args[0]), Precision.FLOAT32, 1);
        Decoder decoder = new Decoder();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      List<String> asked = List.of();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> words = List.of(line.split(" "));
        if (words.getFirst().equals("case")) {
          asked = words;
          System.out.println("ready");
          System.out.flush();
        } else {
          decode(base, decoder, asked, Integer.parseInt(words.get(1)));
        }
      }
    }
  }

  private static void decode(TorchBaseModel base, Decoder decoder, List<String> asked, int rounds)
      throws RefusedException {
    List<String> targets = List.of(asked.get(1).split(","));
    Tuning tuning = new Tuning.Lora(RANK, 2 * RANK, 0, targets, false, false, Optional.empty());
    try (Trainable adapter = base.create(tuning, 0, new StepSettings(Precision.FLOAT32, false));
        DecodingArguments model = base.decoding(adapter)) {
      List<DecodingRow> rows = rows(Integer.parseInt(asked.get(2)), Integer.parseInt(asked.get(3)));
      int tokens = Integer.parseInt(asked.get(4));
      Sampling sampling = new Sampling(1, 1, 0, 0, 1, tokens, List.of());
      decode(() -> decoder.decode(model, rows, sampling), rounds);
    }
  }

  private static void decode(Runnable round, int rounds) {
    for (int done = 0; done < rounds; done++) {
      long cpu = THREADS.getCurrentThreadCpuTime();
      long wall = System.nanoTime();
      round.run();
      System.out.printf(
          Locale.ROOT,
          "%.4f %.4f%n",
          (System.nanoTime() - wall) / NANOS_PER_MILLI,
          (THREADS.getCurrentThreadCpuTime() - cpu) / NANOS_PER_MILLI);
      System.out.flush();
    }
  }

  private static List<DecodingRow> rows(int count, int longest) {
    Random random = new Random(1);
    List<DecodingRow> rows = new ArrayList<>();
    int[] prompt = {};
    for (int row = 0; row < count; row++) {
      if (row % GROUP == 0) {
        prompt = random.ints(longest - row / GROUP % GROUP, 0, VOCABULARY).toArray();
      }
      rows.add(new DecodingRow(prompt, RngKey.ofCompletion(1, 0, row, 0)));
    }
    return rows;
  }
}
