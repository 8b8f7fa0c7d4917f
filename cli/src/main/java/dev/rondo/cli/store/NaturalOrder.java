package dev.rondo.cli.store;

import java.util.Comparator;

/** Orders names by their text and by the value of the numbers in them: run-2 before run-10. */
enum NaturalOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() && j < right.length()) {
      int iEnd = endOfPart(left, i);
      int jEnd = endOfPart(right, j);
      int order = compareParts(left.substring(i, iEnd), right.substring(j, jEnd));
      if (order != 0) {
        return order;
      }
      i = iEnd;
      j = jEnd;
    }
    int rest = Integer.compare(left.length() - i, right.length() - j);
    return rest != 0 ? rest : left.compareTo(right);
  }

  private static int compareParts(String left, String right) {
    if (isDigit(left.charAt(0)) && isDigit(right.charAt(0))) {
      String a = left.replaceFirst("^0+", "");
      String b = right.replaceFirst("^0+", "");
      return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }
    return left.compareTo(right);
  }

  private static int endOfPart(String text, int start) {
    boolean digits = isDigit(text.charAt(start));
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
