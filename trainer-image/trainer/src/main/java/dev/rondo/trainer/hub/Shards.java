package dev.rondo.trainer.hub;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that are parts of one, named {@code …-00000-of-00002…}; weights count from 1. */
final class Shards {
  private static final Pattern SHARD =
      Pattern.compile("(?<before>.*-)\\d{5}(?<after>-of-(?<count>\\d{5}).*)");

  private Shards() {}

  /** Shards that others of the same set say there are, and that are not among the files. */
  static List<String> missing(Collection<String> files) {
    TreeSet<String> missing = new TreeSet<>();
    for (String file : files) {
      Matcher shard = SHARD.matcher(file);
      if (shard.matches()) {
        int first = file.endsWith(".safetensors") ? 1 : 0;
        int count = Integer.parseInt(shard.group("count"));
        for (int number = first; number < first + count; number++) {
          missing.add("%s%05d%s".formatted(shard.group("before"), number, shard.group("after")));
        }
      }
    }
    missing.removeAll(files);
    return List.copyOf(missing);
  }
}
