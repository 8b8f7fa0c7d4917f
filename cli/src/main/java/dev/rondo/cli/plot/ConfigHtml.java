package dev.rondo.cli.plot;

import dev.rondo.cli.ranking.ConfigTable;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The configs as HTML: what differs as a table, with what few runs have marked; then the rest. */
final class ConfigHtml {
  private final ExperimentView view;
  private final ConfigTable configs;

  ConfigHtml(ExperimentView view) {
    this.view = view;
    this.configs = ConfigTable.of(view.runs());
  }

  String html() {
    return differences() + shared();
  }

  private String differences() {
    if (configs.differing().isEmpty()) {
      return "<p class=\"note\">All runs have the same config.</p>";
    }
    StringBuilder html = new StringBuilder();
    html.append("<p class=\"note\">Fields in which the runs differ; marked is what departs from ")
        .append("most runs.</p><div class=\"scroll\"><table class=\"configs\"><thead><tr>")
        .append("<th>run</th>");
    for (int i = 0; i < configs.differing().size(); i++) {
      html.append("<th title=\"%s\">".formatted(Html.escape(configs.differing().get(i))))
          .append(Html.escape(configs.headings().get(i)))
          .append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
    for (int i = 0; i < view.runs().size(); i++) {
      html.append(row(i));
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  private String row(int index) {
    String run = view.runs().get(index).name();
    StringBuilder html =
        new StringBuilder("<tr data-run=\"%d\" class=\"run run-%d\">".formatted(index, index));
    html.append("<td class=\"name\">").append(Html.escape(run)).append("</td>");
    for (String field : configs.differing()) {
      String value = configs.value(run, field);
      html.append(usual(field).map(value::equals).orElse(true) ? "<td>" : "<td class=\"odd\">")
          .append(Html.escape(value))
          .append("</td>");
    }
    return html.append("</tr>\n").toString();
  }

  /** The value that more than half of the runs have; none where no value has that many. */
  private Optional<String> usual(String field) {
    Map<String, Long> counts =
        view.runs().stream()
            .map(RunHistory::name)
            .collect(
                Collectors.groupingBy(run -> configs.value(run, field), Collectors.counting()));
    return counts.entrySet().stream()
        .filter(entry -> 2 * entry.getValue() > view.runs().size())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private String shared() {
    StringBuilder html = new StringBuilder("<details><summary>The same in every run</summary><dl>");
    for (String field : configs.fields()) {
      if (!configs.differing().contains(field)) {
        String value = configs.value(view.runs().getFirst().name(), field);
        html.append("<dt>%s</dt><dd>%s</dd>\n".formatted(Html.escape(field), Html.escape(value)));
      }
    }
    return html.append("</dl></details>").toString();
  }
}
