package dev.rondo.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.rewards.Sample;
import dev.rondo.rewards.TextMetric;
import dev.rondo.trainer.data.PreparedRows;
import dev.rondo.trainer.generation.Completion;
import dev.rondo.trainer.generation.Decoder;
import dev.rondo.trainer.generation.DecodingRow;
import dev.rondo.trainer.generation.Sampling;
import dev.rondo.trainer.step.DecodingArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Completes a run's evaluation prompts with the policy as it is. Belongs to the model's thread. */
final class EvalTexts implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Greedy decoding draws no number. */
  private static final long NO_KEY = 0;

  private static final int TIMED_TOKENS = 17;
  private static final double NANOS = 1e9;

  private final AttachedRun run;
  private final EvalPrompts prompts;
  private Optional<Decoder> decoder = Optional.empty();

  EvalTexts(AttachedRun run, EvalPrompts prompts) {
    this.run = run;
    this.prompts = prompts;
  }

  /**
   * What was generated.
   *
   * @param metrics by name, without {@code eval_}
   * @param lines completions as JSON, for people
   */
  record Generated(SequencedMap<String, Double> metrics, List<String> lines) {}

  /** Completes every prompt, greedily. */
  Generated generate() {
    PreparedRows rows = prompts.prompts();
    List<Completion> completions = decode(asked(), prompts.sampling());
    List<Sample> samples = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      JsonNode columns = columns(rows.row(row).columns());
      Completion completion = completions.get(row);
      samples.add(
          new Sample(
              columns.path("prompt"),
              prompts.tokenizer().plainText(completion.ids()),
              completion.ids().length,
              completion.ended(),
              (ObjectNode) columns.path("row")));
      wanted.add(columns.path("wanted").asText());
    }
    return new Generated(metrics(samples, wanted), lines(samples, wanted));
  }

  /** Seconds of {@link #generate} where no completion ends early, told by a few tokens of each. */
  double mostSeconds() {
    List<DecodingRow> asked = asked();
    int longest = prompts.settings().maxNewTokens();
    decode(asked.subList(0, 1), Sampling.greedy(1, List.of()));
    double first = seconds(asked, 1);
    if (longest == 1) {
      return first;
    }
    int few = Math.min(longest, TIMED_TOKENS);
    double next = (seconds(asked, few) - first) / (few - 1);
    return first + Math.max(0, next) * (longest - 1);
  }

  private double seconds(List<DecodingRow> asked, int tokens) {
    long start = System.nanoTime();
    decode(asked, Sampling.greedy(tokens, List.of()));
    return (System.nanoTime() - start) / NANOS;
  }

  private List<DecodingRow> asked() {
    PreparedRows rows = prompts.prompts();
    return IntStream.range(0, rows.size())
        .mapToObj(row -> new DecodingRow(rows.row(row).ids(), NO_KEY))
        .toList();
  }

  private List<Completion> decode(List<DecodingRow> asked, Sampling sampling) {
    try (DecodingArguments model = run.base().decoding(run.trainable())) {
      return decoder().decode(model, asked, sampling);
    }
  }

  private Decoder decoder() {
    if (decoder.isEmpty()) {
      decoder = Optional.of(new Decoder());
    }
    return decoder.get();
  }

  /** The measures, and by TRL's names how long the completions are and how many were cut. */
  private SequencedMap<String, Double> metrics(List<Sample> samples, List<String> wanted) {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    for (TextMetric metric : prompts.settings().metrics()) {
      metrics.put(metric.name(), metric.measure().of(samples, wanted));
    }
    metrics.put(
        "completions/mean_length",
        samples.stream().mapToInt(Sample::tokens).average().orElseThrow());
    metrics.put(
        "completions/clipped_ratio",
        samples.stream().mapToInt(sample -> sample.ended() ? 0 : 1).average().orElseThrow());
    return metrics;
  }

  private List<String> lines(List<Sample> samples, List<String> wanted) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < Math.min(prompts.settings().samples(), samples.size()); row++) {
      Sample sample = samples.get(row);
      ObjectNode line = JSON.createObjectNode();
      line.put("row", row);
      line.set("prompt", sample.prompt());
      line.put("completion", sample.completion()).put("reference", wanted.get(row));
      line.put("tokens", sample.tokens()).put("ended", sample.ended());
      lines.add(line.toString());
    }
    return lines;
  }

  private static JsonNode columns(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException own) {
      throw new IllegalStateException("the prepared rows are damaged: " + own.getMessage(), own);
    }
  }

  @Override
  public void close() {
    decoder.ifPresent(Decoder::close);
  }
}
