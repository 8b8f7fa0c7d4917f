package dev.rondo.cli.plot;

import dev.rondo.cli.store.ExperimentView;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page of an experiment: one HTML file that loads nothing. */
public final class PlotPage {
  private static final List<String> SCRIPTS =
      List.of("scale.js", "mark.js", "curves.js", "gantt.js", "page.js");
  private static final Pattern PLACE = Pattern.compile("@\\{(\\w+)}");

  private PlotPage() {}

  /**
   * Writes the page, over an older one.
   *
   * @param html the file
   * @throws IOException if it cannot be written
   */
  public static void write(ExperimentView view, Path html) throws IOException {
    Files.writeString(html, render(view));
  }

  static String render(ExperimentView view) throws IOException {
    RankingHtml ranking = new RankingHtml(view);
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", Html.escape(view.name()));
    parts.put("subject", Html.escape(Subject.of(view)));
    parts.put("states", states(view));
    parts.put("rankingNote", ranking.note());
    parts.put("ranking", ranking.tables());
    parts.put("slotsNote", Html.escape(SlotUse.of(view).sentence(view.turns().size())));
    parts.put("configs", new ConfigHtml(view).html());
    parts.put("data", PlotData.json(view));
    parts.put("light", RunLook.css(false));
    parts.put("dark", RunLook.css(true));
    parts.put("style", fill(resource("page.css"), parts));
    List<String> scripts = new ArrayList<>();
    for (String script : SCRIPTS) {
      scripts.add(resource(script));
    }
    parts.put("script", String.join("\n", scripts));
    return fill(resource("page.html"), parts);
  }

  private static String fill(String template, Map<String, String> parts) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(place.group(1)))));
  }

  private static String states(ExperimentView view) {
    return view.counts().entrySet().stream()
        .map(state ->
            "<span class=\"state %1$s\">%2$d %1$s</span>"
                .formatted(Html.escape(state.getKey()), state.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = PlotPage.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new FileNotFoundException(name + " is not packed with the plot package");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
