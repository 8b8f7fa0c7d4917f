package dev.rondo.cli.plot;

import java.util.List;

/**
 * Names without what they all begin with: support-small-1 and support-large-1 are small-1, large-1.
 */
final class ShortNames {
  private ShortNames() {}

  /** The names, less their common words. */
  static List<String> of(List<String> names) {
    int common = names.size() < 2 ? 0 : names.getFirst().length();
    for (String name : names) {
      int same = 0;
      while (same < Math.min(common, name.length())
          && name.charAt(same) == names.getFirst().charAt(same)) {
        same++;
      }
      common = same;
    }
    int cut = common == 0 ? 0 : names.getFirst().lastIndexOf('-', common - 1) + 1;
    return names.stream().map(name -> name.length() > cut ? name.substring(cut) : name).toList();
  }
}
