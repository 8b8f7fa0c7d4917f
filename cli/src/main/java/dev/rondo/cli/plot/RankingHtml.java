package dev.rondo.cli.plot;

import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.cli.ranking.ConfigTable;
import dev.rondo.cli.ranking.Group;
import dev.rondo.cli.ranking.NumberText;
import dev.rondo.cli.ranking.Place;
import dev.rondo.cli.ranking.Ranking;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The ranking as HTML tables, one for each group of comparable runs; it is the charts' legend. */
final class RankingHtml {
  private static final int FIELDS = 5;

  private final ExperimentView view;
  private final Ranking ranking;
  private final ConfigTable configs;

  RankingHtml(ExperimentView view) {
    this.view = view;
    this.ranking = Ranking.of(view);
    this.configs = ConfigTable.of(view.runs());
  }

  String note() {
    String better = ranking.minimize() ? "smaller is better" : "larger is better";
    String keys =
        ranking.groups().stream().filter(group -> group.evalKey().isPresent()).count() > 1
            ? " Runs that were evaluated on other rows, templates or lengths do not compare; each"
                + " table ranks those that do."
            : "";
    return Html.escape("By the newest " + ranking.metric() + "; " + better + ".")
        + keys
        + ranking.note().map(note -> " " + Html.escape(note) + ".").orElse("")
        + " Click a run to hide its curves.";
  }

  String tables() {
    StringBuilder html = new StringBuilder();
    for (Group group : ranking.groups()) {
      html.append(table(group));
    }
    return html.toString();
  }

  private String table(Group group) {
    StringBuilder html = new StringBuilder("<table class=\"ranking\"><thead><tr>");
    html.append("<th class=\"n\">#</th><th>run</th><th>state</th><th class=\"n\">step</th>");
    html.append("<th class=\"n\">").append(Html.escape(ranking.metric())).append("</th>");
    html.append("<th class=\"n\">Δ base</th><th class=\"n\">best</th>");
    html.append("<th class=\"n\">train loss</th>");
    configs.headings().stream()
        .limit(FIELDS)
        .forEach(name -> html.append("<th>").append(Html.escape(name)).append("</th>"));
    html.append("<th class=\"rest\"></th></tr></thead><tbody>\n");
    int above = group.placesAboveBaseline(ranking.minimize());
    for (int i = 0; i <= group.places().size(); i++) {
      if (i == above && group.baseline().isPresent()) {
        html.append(baseline(group.baseline()));
      }
      if (i < group.places().size()) {
        html.append(row(group.places().get(i)));
      }
    }
    return html.append("</tbody></table>\n").toString();
  }

  private String baseline(OptionalDouble value) {
    return "<tr class=\"baseline\"><td></td><td>base model</td><td></td><td class=\"n\">0</td>"
        + number("", NumberText.measured(value))
        + "<td></td>".repeat(4 + Math.min(FIELDS, configs.differing().size()))
        + "</tr>\n";
  }

  private String row(Place place) {
    RunHistory run = place.run();
    int index = view.runs().indexOf(run);
    boolean first = place.rank().orElse(0) == 1;
    double delta = place.delta().orElse(Double.NaN);
    String direction = (ranking.minimize() ? delta < 0 : delta > 0) ? "better" : "worse";
    return "<tr data-run=\"%d\" class=\"run run-%d%s\">"
            .formatted(index, index, first ? " first" : "")
        + number("", place.rank().isPresent() ? "" + place.rank().getAsInt() : "–")
        + "<td class=\"name\">"
        + Html.escape(run.name())
        + "</td>"
        + "<td><span class=\"state %1$s\">%1$s</span></td>".formatted(run.state().word())
        + number("", steps(run))
        + number("", NumberText.measured(place.value()))
        + number(place.delta().isPresent() ? direction : "", NumberText.delta(place.delta()))
        + number("", NumberText.measured(best(run)))
        + number("", NumberText.measured(place.trainLoss()))
        + settings(run)
        + "<td class=\"why\">"
        + Html.escape(message(run))
        + "</td></tr>\n";
  }

  private String settings(RunHistory run) {
    return configs.differing().stream()
        .limit(FIELDS)
        .map(field -> "<td>" + Html.escape(configs.cell(run.name(), field)) + "</td>")
        .collect(Collectors.joining());
  }

  private OptionalDouble best(RunHistory run) {
    var finite =
        run.eval().stream()
            .map(point -> point.value(ranking.metric()))
            .flatMapToDouble(OptionalDouble::stream)
            .filter(Double::isFinite);
    return ranking.minimize() ? finite.min() : finite.max();
  }

  private static String steps(RunHistory run) {
    return run.step() + run.totalSteps().map(total -> "/" + total).orElse("");
  }

  private static String message(RunHistory run) {
    return run.report().map(WorkerReport::message).orElse("");
  }

  private static String number(String kind, String text) {
    return "<td class=\"n " + kind + "\">" + Html.escape(text) + "</td>";
  }
}
