package dev.rondo.core.stopping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluations that runs of an example really made. */
final class RecordedCurves {
  private RecordedCurves() {}

  /** From a table of run, chunks and value, by run. */
  static Map<String, List<Evaluation>> of(String resource) {
    try (InputStream in = RecordedCurves.class.getResourceAsStream(resource)) {
      Map<String, List<Evaluation>> curves = new LinkedHashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> List.of(line.split(",", -1)))
          .forEach(row ->
              curves
                  .computeIfAbsent(row.get(0), _ -> new ArrayList<>())
                  .add(
                      new Evaluation(
                          Double.parseDouble(row.get(1)), Double.parseDouble(row.get(2)))));
      return curves;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
