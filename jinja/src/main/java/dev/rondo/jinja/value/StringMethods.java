package dev.rondo.jinja.value;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The methods of {@code str}. */
final class StringMethods {
  private StringMethods() {}

  /** The method, or null where {@code str} has none of this name. */
  static PyFunction find(String text, String name) {
    return switch (name) {
      case "strip" -> arguments -> PyString.strip(text, arguments.textOrNone(0, "chars"));
      case "lstrip" -> arguments -> PyString.stripLeft(text, arguments.textOrNone(0, "chars"));
      case "rstrip" -> arguments -> PyString.stripRight(text, arguments.textOrNone(0, "chars"));
      case "split" ->
          arguments ->
              Splitting.split(
                  text, arguments.textOrNone(0, "sep"), arguments.integer(1, "maxsplit", -1));
      case "rsplit" ->
          arguments ->
              Splitting.splitRight(
                  text, arguments.textOrNone(0, "sep"), arguments.integer(1, "maxsplit", -1));
      case "splitlines" -> arguments -> PyString.lines(text, arguments.flag(0, "keepends"));
      case "partition" -> arguments -> Splitting.partition(text, arguments.text(0, "sep"));
      case "rpartition" -> arguments -> Splitting.partitionRight(text, arguments.text(0, "sep"));
      case "join" -> arguments -> joined(text, arguments.require(0, "iterable"));
      case "replace" ->
          arguments ->
              PyString.replace(
                  text,
                  arguments.text(0, "old"),
                  arguments.text(1, "new"),
                  arguments.integer(2, "count", -1));
      case "format" -> arguments -> BraceFormat.of(text, arguments);
      case "zfill" -> arguments -> filled(text, arguments.integer(0, "width", 0));
      case "ljust" -> arguments -> text + padding(text, arguments);
      case "rjust" -> arguments -> padding(text, arguments) + text;
      case "removeprefix" -> arguments -> withoutPrefix(text, arguments.text(0, "prefix"));
      case "removesuffix" -> arguments -> withoutSuffix(text, arguments.text(0, "suffix"));
      default -> search(text, name);
    };
  }

  private static PyFunction search(String text, String name) {
    return switch (name) {
      case "startswith" ->
          arguments ->
              isAny(
                  arguments.require(0, "prefix"),
                  text.substring(PyString.offset(text, arguments.integer(1, "start", 0)))
                      ::startsWith);
      case "endswith" -> arguments -> isAny(arguments.require(0, "suffix"), text::endsWith);
      case "find" ->
          arguments ->
              PyString.index(
                  text,
                  text.indexOf(
                      arguments.text(0, "sub"),
                      PyString.offset(text, arguments.integer(1, "start", 0))));
      case "rfind" -> arguments -> PyString.index(text, text.lastIndexOf(arguments.text(0, "sub")));
      case "index" -> arguments -> indexOf(text, arguments.text(0, "sub"));
      case "count" -> arguments -> count(text, arguments.text(0, "sub"));
      default -> letters(text, name);
    };
  }

  private static PyFunction letters(String text, String name) {
    return switch (name) {
      case "upper" -> _ -> text.toUpperCase(Locale.ROOT);
      case "lower" -> _ -> text.toLowerCase(Locale.ROOT);
      case "casefold" -> _ -> text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
      case "title" -> _ -> PyString.title(text);
      case "capitalize" -> _ -> PyString.capitalize(text);
      case "swapcase" -> _ -> swapped(text);
      case "isdigit", "isnumeric", "isdecimal" -> _ -> consistsOf(text, Character::isDigit);
      case "isalpha" -> _ -> consistsOf(text, Character::isLetter);
      case "isalnum" -> _ -> consistsOf(text, Character::isLetterOrDigit);
      case "isspace" -> _ -> consistsOf(text, PyString::isSpace);
      case "isupper" -> _ -> isUpper(text);
      case "islower" -> _ -> isLower(text);
      default -> null;
    };
  }

  /** {@code text.isupper()}. */
  static boolean isUpper(String text) {
    return !text.equals(text.toLowerCase(Locale.ROOT))
        && text.equals(text.toUpperCase(Locale.ROOT));
  }

  /** {@code text.islower()}. */
  static boolean isLower(String text) {
    return !text.equals(text.toUpperCase(Locale.ROOT))
        && text.equals(text.toLowerCase(Locale.ROOT));
  }

  private static boolean consistsOf(String text, IntPredicate kind) {
    return !text.isEmpty() && text.codePoints().allMatch(kind);
  }

  private static boolean isAny(Object affix, Predicate<String> matches) {
    return affix instanceof PyTuple affixes
        ? affixes.stream().anyMatch(each -> matches.test(PyString.of(each)))
        : matches.test(PyString.of(affix));
  }

  private static String joined(String separator, Object items) {
    StringJoiner joined = new StringJoiner(separator);
    List<Object> parts = Iteration.of(items);
    for (int i = 0; i < parts.size(); i++) {
      if (!(parts.get(i) instanceof String part)) {
        throw JinjaException.type(
            "sequence item %d: expected str instance, %s found"
                .formatted(i, TypeName.of(parts.get(i))));
      }
      joined.add(part);
    }
    return joined.toString();
  }

  private static long indexOf(String text, String part) {
    int found = text.indexOf(part);
    if (found < 0) {
      throw JinjaException.value("substring not found");
    }
    return PyString.index(text, found);
  }

  private static long count(String text, String part) {
    if (part.isEmpty()) {
      return PyString.length(text) + 1L;
    }
    long count = 0;
    for (int i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + part.length())) {
      count++;
    }
    return count;
  }

  private static String swapped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(c ->
            out.append(
                Character.isUpperCase(c.codePointAt(0))
                    ? c.toLowerCase(Locale.ROOT)
                    : c.toUpperCase(Locale.ROOT)));
    return out.toString();
  }

  private static String filled(String text, long width) {
    String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
    int zeros = (int) Math.max(0, width - PyString.length(text));
    return sign + "0".repeat(zeros) + text.substring(sign.length());
  }

  private static String padding(String text, CallArguments arguments) {
    long missing = arguments.integer(0, "width", 0) - PyString.length(text);
    String fill = arguments.positional().size() > 1 ? arguments.text(1, "fillchar") : " ";
    return fill.repeat((int) Math.max(0, missing));
  }

  private static String withoutPrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String withoutSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }
}
