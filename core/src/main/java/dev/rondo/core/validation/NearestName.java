package dev.rondo.core.validation;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The known name that a mistyped one most likely means. */
public final class NearestName {
  private NearestName() {}

  /**
   * The nearest one, when it is near enough to be meant; else the only one that it abbreviates, as
   * {@code lr} does {@code learning_rate}, or that it is the last words of.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= Math.max(1, candidate.length() / 3))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .or(() -> only(known, candidate -> initials(candidate).equals(name)))
        .or(() -> only(known, candidate -> candidate.endsWith("_" + name)));
  }

  private static Optional<String> only(Collection<String> known, Predicate<String> isMeant) {
    List<String> meant = known.stream().filter(isMeant).distinct().toList();
    return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
  }

  private static String initials(String name) {
    return Arrays.stream(name.split("_", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1))
        .collect(Collectors.joining());
  }

  /** As the end of a message; empty when nothing is near. */
  public static String hint(String name, Collection<String> known) {
    return hint(of(name, known));
  }

  /** The same of a name that was found near, or of none. */
  static String hint(Optional<String> near) {
    return near.map(name -> "; did you mean " + name + "?").orElse("");
  }

  /**
   * Edits (insert, delete, replace, swap of neighbours) between two names, case and dashes aside.
   */
  private static int distance(String left, String right) {
    String a = plain(left);
    String b = plain(right);
    if (Math.abs(a.length() - b.length()) > Math.max(2, b.length() / 2)) {
      return Integer.MAX_VALUE;
    }
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cheapest(int[][] edits, String a, String b, int i, int j) {
    int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(edits[i - 1][j - 1] + replace, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }

  private static String plain(String name) {
    return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }
}
