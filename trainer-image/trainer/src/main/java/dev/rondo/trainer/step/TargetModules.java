package dev.rondo.trainer.step;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** PEFT's rules of {@code target_modules}: which modules an entry means. */
public final class TargetModules {
  private static final String ALL_LINEAR = "all-linear";
  private static final Pattern NAME = Pattern.compile("[\\w.]+");

  private TargetModules() {}

  /**
   * Whether an entry names modules by their own names. Others, {@code all-linear} and regular
   * expressions, mean what they find in a model.
   */
  public static boolean isName(String entry) {
    return NAME.matcher(entry).matches();
  }

  /**
   * Whether an entry targets a module: by the end of its path, at a dot, or by a regular expression
   * of the whole path.
   *
   * @throws PatternSyntaxException if the entry is neither a name nor a regular expression
   */
  static boolean matches(String entry, String path) {
    if (entry.equals(ALL_LINEAR)) {
      return true;
    }
    return isName(entry)
        ? path.equals(entry) || path.endsWith("." + entry)
        : Pattern.matches(entry, path);
  }
}
