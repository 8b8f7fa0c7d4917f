package dev.rondo.core.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The problems found so far in one file. */
final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Position at, String field, String message) {
    found.add(new Problem(file, at.line(), at.column(), field, message));
  }

  /** Notes a problem of a field's value. */
  void add(YamlDocument document, String field, String message) {
    add(document.of(field), field, message);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  int size() {
    return found.size();
  }

  /** All of them, by place. */
  List<Problem> all() {
    return found.stream()
        .distinct()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
