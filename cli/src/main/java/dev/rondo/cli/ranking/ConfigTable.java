package dev.rondo.cli.ranking;

import dev.rondo.cli.store.RunHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the runs were configured with, and where they differ.
 *
 * @param fields every field that some run sets, as a dotted path
 * @param differing those in which not all runs agree; absent counts as a value
 * @param values by run, then by field
 */
public record ConfigTable(
    List<String> fields, List<String> differing, Map<String, Map<String, String>> values) {
  /** What stands where a run does not set a field. */
  public static final String ABSENT = "–";

  /** Compares the runs' specs. */
  public static ConfigTable of(List<RunHistory> runs) {
    Map<String, Map<String, String>> values = new LinkedHashMap<>();
    Set<String> fields = new LinkedHashSet<>();
    for (RunHistory run : runs) {
      Map<String, String> own = ConfigFields.of(run.run().spec());
      values.put(run.name(), own);
      fields.addAll(own.keySet());
    }
    List<String> differing =
        fields.stream()
            .filter(field ->
                values.values().stream()
                        .map(own -> own.getOrDefault(field, ABSENT))
                        .distinct()
                        .count()
                    > 1)
            .toList();
    return new ConfigTable(List.copyOf(fields), differing, values);
  }

  /** A run's value of a field. */
  public String value(String run, String field) {
    return values.getOrDefault(run, Map.of()).getOrDefault(field, ABSENT);
  }

  /** The same for a column: paths without the directories that all of them share. */
  public String cell(String run, String field) {
    String value = value(run, field);
    return value.equals(ABSENT) ? value : value.substring(sharedDirectories(field));
  }

  /** Length of the directories in which all of a field's values lie. */
  private int sharedDirectories(String field) {
    List<String> all =
        values.values().stream().map(own -> own.get(field)).filter(Objects::nonNull).toList();
    String first = all.getFirst();
    int shared = first.lastIndexOf('/') + 1;
    while (shared > 0 && !all.stream().allMatch(liesIn(first.substring(0, shared)))) {
      shared = first.lastIndexOf('/', shared - 2) + 1;
    }
    return shared;
  }

  private static Predicate<String> liesIn(String directory) {
    return value -> value.startsWith(directory) && value.length() > directory.length();
  }

  /** Headings for the differing fields: the last name of the path, where that says which. */
  public List<String> headings() {
    Map<String, Integer> uses = new HashMap<>();
    for (String field : differing) {
      uses.merge(lastName(field), 1, Integer::sum);
    }
    List<String> headings = new ArrayList<>();
    for (String field : differing) {
      headings.add(uses.get(lastName(field)) == 1 ? lastName(field) : field);
    }
    return headings;
  }

  private static String lastName(String field) {
    return field.substring(field.lastIndexOf('.') + 1);
  }
}
