package dev.rondo.cli.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lays cells out in columns within a width: first names are cut, then the least important columns
 * go.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  TextTable(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not a cell for each column
   */
  void add(List<Cell> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(row.size(), columns.size()));
    }
    rows.add(List.copyOf(row));
  }

  /** Headings and rows; no line is wider than {@code width} while columns are left to drop. */
  List<String> render(int width, Ink ink) {
    List<Integer> kept = kept(width);
    int[] widths = widths(kept, width);
    List<String> lines = new ArrayList<>();
    lines.add(line(headings(), kept, widths, ink));
    rows.forEach(row -> lines.add(line(row, kept, widths, ink)));
    return lines;
  }

  /** Headings of the columns that do not fit a width. */
  List<String> dropped(int width) {
    List<Integer> kept = kept(width);
    List<String> dropped = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!kept.contains(i)) {
        dropped.add(columns.get(i).heading());
      }
    }
    return dropped;
  }

  private List<Integer> kept(int width) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      kept.add(i);
    }
    while (narrowest(kept) > width) {
      Integer least =
          kept.stream()
              .max(
                  Comparator.<Integer>comparingInt(i -> columns.get(i).importance())
                      .thenComparing(i -> i))
              .orElseThrow();
      if (columns.get(least).importance() == 0) {
        break;
      }
      kept.removeIf(least::equals);
    }
    return kept;
  }

  private int narrowest(List<Integer> kept) {
    int total = GAP.length() * Math.max(0, kept.size() - 1);
    for (int i : kept) {
      int full = full(i);
      int shortest = columns.get(i).shortest();
      total += shortest == 0 ? full : Math.min(full, shortest);
    }
    return total;
  }

  private int[] widths(List<Integer> kept, int width) {
    int[] widths = new int[columns.size()];
    int excess = GAP.length() * Math.max(0, kept.size() - 1) - width;
    for (int i : kept) {
      widths[i] = full(i);
      excess += widths[i];
    }
    for (int i : kept) {
      int shortest = columns.get(i).shortest();
      if (excess > 0 && shortest > 0) {
        int cut = Math.min(excess, Math.max(0, widths[i] - shortest));
        widths[i] -= cut;
        excess -= cut;
      }
    }
    return widths;
  }

  private int full(int column) {
    int widest = length(columns.get(column).heading());
    for (List<Cell> row : rows) {
      widest = Math.max(widest, length(row.get(column).text()));
    }
    return widest;
  }

  private List<Cell> headings() {
    return columns.stream().map(column -> new Cell(column.heading(), Tone.FAINT)).toList();
  }

  private String line(List<Cell> row, List<Integer> kept, int[] widths, Ink ink) {
    StringBuilder line = new StringBuilder();
    for (int i : kept) {
      String text = Cut.middle(row.get(i).text(), widths[i]);
      String space = " ".repeat(widths[i] - length(text));
      String painted = ink.paint(row.get(i).tone(), text);
      line.append(line.isEmpty() ? "" : GAP);
      line.append(columns.get(i).right() ? space + painted : painted + space);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
