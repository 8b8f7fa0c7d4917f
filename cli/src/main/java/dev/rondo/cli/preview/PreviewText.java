package dev.rondo.cli.preview;

import dev.rondo.cli.table.DurationText;
import dev.rondo.cli.table.Ink;
import dev.rondo.cli.table.PreviewTable;
import dev.rondo.cli.table.Tone;
import dev.rondo.protocol.v1.PreviewRow;
import dev.rondo.protocol.v1.PreviewSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A preview as people read it; a pure function of what the trainer told. */
public final class PreviewText {
  private static final double MILLIS = 1e3;

  private PreviewText() {}

  /** The rows of each data set, then a line a run. */
  public static List<String> lines(List<RunForecast> runs, int slots, Ink ink) {
    List<String> lines = new ArrayList<>();
    if (runs.isEmpty()) {
      return lines;
    }
    Map<String, RunForecast> dataSets = new LinkedHashMap<>();
    runs.forEach(run -> dataSets.putIfAbsent(run.rows(), run));
    for (RunForecast first : dataSets.values()) {
      rows(first, ink, lines);
    }
    lines.addAll(PreviewTable.render(runs.stream().map(PreviewText::cells).toList(), ink));
    boolean isMeasured = runs.stream().allMatch(RunForecast::isMeasured);
    if (isMeasured) {
      double all = runs.stream().mapToDouble(RunForecast::seconds).sum();
      double longest = runs.stream().mapToDouble(RunForecast::seconds).max().orElse(0);
      double expected = Math.max(longest, all / slots);
      lines.add(
          "%d run%s on %d slot%s: about %s"
              .formatted(
                  runs.size(),
                  runs.size() == 1 ? "" : "s",
                  slots,
                  slots == 1 ? "" : "s",
                  duration(expected)));
    }
    return lines;
  }

  private static void rows(RunForecast run, Ink ink, List<String> lines) {
    var size = run.size();
    lines.add(
        ink.paint(
            Tone.STRONG,
            "%d rows to train on, %d to evaluate on%s; %d dropped, %d truncated"
                .formatted(
                    size.getTrainRows(),
                    size.getEvalRows(),
                    size.getEvalTexts() == 0
                        ? ""
                        : ", %d to complete".formatted(size.getEvalTexts()),
                    size.getDroppedRows(),
                    size.getTruncatedRows())));
    size.getWarningsList().forEach(warning -> lines.add(ink.paint(Tone.HELD, warning)));
    if (run.preview().getRowsCount() > 0) {
      lines.add("Trained tokens are marked " + marked("so", ink) + ".");
    }
    int number = 0;
    for (PreviewRow row : run.preview().getRowsList()) {
      lines.add("");
      String cut = row.getTruncated() ? " (cut to max_length)" : "";
      lines.add(ink.paint(Tone.FAINT, "row " + ++number + cut));
      StringBuilder text = new StringBuilder();
      for (PreviewSpan span : row.getSpansList()) {
        text.append(span.getTrained() ? marked(span.getText(), ink) : span.getText());
      }
      lines.addAll(text.toString().lines().toList());
    }
    lines.add("");
  }

  /** Green where there are colours, in guillemets where there are none. */
  private static String marked(String text, Ink ink) {
    if (ink == Ink.PLAIN) {
      return "«" + text + "»";
    }
    List<String> painted = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      painted.add(ink.paint(Tone.GOOD, line));
    }
    return String.join("\n", painted);
  }

  private static PreviewTable.Row cells(RunForecast run) {
    var size = run.size();
    return new PreviewTable.Row(
        run.name(),
        size.getStepsPerEpoch(),
        size.getTotalSteps(),
        size.getTrainableParameters(),
        size.getPeakMemoryBytes(),
        run.isMeasured()
            ? String.valueOf(Math.round(run.preview().getStepSeconds() * MILLIS))
            : "–",
        run.isMeasured() ? duration(run.seconds()) : "–");
  }

  private static String duration(double seconds) {
    return DurationText.of(Duration.ofMillis(Math.round(seconds * MILLIS)));
  }
}
