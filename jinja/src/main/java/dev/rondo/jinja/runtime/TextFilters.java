package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.CallArguments;
import dev.rondo.jinja.value.Json;
import dev.rondo.jinja.value.PercentFormat;
import dev.rondo.jinja.value.PyNumber;
import dev.rondo.jinja.value.PyString;
import dev.rondo.jinja.value.PyTuple;
import dev.rondo.jinja.value.Repr;
import dev.rondo.jinja.value.Splitting;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Filters that give text. */
final class TextFilters {
  private static final Pattern WORD =
      Pattern.compile("([-\\s({\\[<]+)|([^-\\s({\\[<]+)", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern WORD_CHARACTERS =
      Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry(
              "trim", (value, a) -> PyString.strip(Repr.str(value), a.textOrNone(0, "chars"))),
          Map.entry("upper", (value, _) -> Repr.str(value).toUpperCase(Locale.ROOT)),
          Map.entry("lower", (value, _) -> Repr.str(value).toLowerCase(Locale.ROOT)),
          Map.entry("capitalize", (value, _) -> PyString.capitalize(Repr.str(value))),
          Map.entry("title", (value, _) -> title(Repr.str(value))),
          Map.entry("string", (value, _) -> Repr.str(value)),
          Map.entry("safe", (value, _) -> Repr.str(value)),
          Map.entry("e", (value, _) -> escaped(Repr.str(value))),
          Map.entry("escape", (value, _) -> escaped(Repr.str(value))),
          Map.entry("forceescape", (value, _) -> escaped(Repr.str(value))),
          Map.entry("replace", TextFilters::replace),
          Map.entry("tojson", TextFilters::json),
          Map.entry("indent", TextFilters::indent),
          Map.entry("center", TextFilters::center),
          Map.entry("truncate", TextFilters::truncate),
          Map.entry("wordcount", (value, _) -> wordCount(Repr.str(value))),
          Map.entry("striptags", (value, _) -> withoutTags(Repr.str(value))),
          Map.entry("urlencode", (value, _) -> urlEncoded(Repr.str(value))),
          Map.entry("format", TextFilters::format));

  private TextFilters() {}

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    Matcher part = WORD.matcher(text);
    while (part.find()) {
      out.append(part.group(2) == null ? part.group() : PyString.capitalize(part.group()));
    }
    return out.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace(">", "&gt;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
        .replace("\"", "&#34;");
  }

  private static Object replace(Object value, CallArguments arguments) {
    Object count = arguments.get(2, "count", null);
    return PyString.replace(
        Repr.str(value),
        Repr.str(arguments.require(0, "old")),
        Repr.str(arguments.require(1, "new")),
        count == null ? -1 : PyNumber.toLong(count));
  }

  private static Object json(Object value, CallArguments arguments) {
    String indent =
        switch (arguments.get(1, "indent", null)) {
          case null -> null;
          case String text -> text;
          case Object width -> " ".repeat(PyNumber.toInt(width));
        };
    String between = indent == null ? ", " : ",";
    String afterKey = ": ";
    if (arguments.get(2, "separators", null) instanceof List<?> separators) {
      between = PyString.of(separators.get(0));
      afterKey = PyString.of(separators.get(1));
    }
    return new Json(
            arguments.flag(0, "ensure_ascii"),
            indent,
            between,
            afterKey,
            arguments.flag(3, "sort_keys"))
        .write(value);
  }

  private static Object indent(Object value, CallArguments arguments) {
    Object width = arguments.get(0, "width", 4L);
    String indent = width instanceof String text ? text : " ".repeat(PyNumber.toInt(width));
    boolean first = arguments.flag(1, "first");
    boolean blank = arguments.flag(2, "blank");
    List<Object> lines = PyString.lines(Repr.str(value) + "\n", false);
    StringJoiner out = new StringJoiner("\n");
    for (int i = 0; i < lines.size(); i++) {
      String line = PyString.of(lines.get(i));
      boolean indented = i == 0 ? first : blank || !line.isEmpty();
      out.add(indented ? indent + line : line);
    }
    return out.toString();
  }

  private static Object center(Object value, CallArguments arguments) {
    String text = Repr.str(value);
    int width = Math.toIntExact(arguments.integer(0, "width", 80));
    int space = width - PyString.length(text);
    if (space <= 0) {
      return text;
    }
    int left = space / 2 + (space & width & 1);
    return " ".repeat(left) + text + " ".repeat(space - left);
  }

  private static Object truncate(Object value, CallArguments arguments) {
    String text = Repr.str(value);
    int length = Math.toIntExact(arguments.integer(0, "length", 255));
    String end = Repr.str(arguments.get(2, "end", "..."));
    Object leeway = arguments.get(3, "leeway", null);
    if (PyString.length(text) <= length + (leeway == null ? 5 : PyNumber.toLong(leeway))) {
      return text;
    }
    String cut = text.substring(0, text.offsetByCodePoints(0, length - PyString.length(end)));
    int space = cut.lastIndexOf(' ');
    boolean atWord = !arguments.flag(1, "killwords") && space >= 0;
    return (atWord ? cut.substring(0, space) : cut) + end;
  }

  private static long wordCount(String text) {
    return WORD_CHARACTERS.matcher(text).results().count();
  }

  private static String withoutTags(String text) {
    String bare = text.replaceAll("(?s)<!--.*?-->", "").replaceAll("(?s)<.*?>", "");
    StringJoiner words = new StringJoiner(" ");
    Splitting.split(bare, null, -1).forEach(word -> words.add(PyString.of(word)));
    return words.toString();
  }

  private static String urlEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~")
        .replace("%2F", "/");
  }

  private static Object format(Object value, CallArguments arguments) {
    return PercentFormat.of(
        Repr.str(value),
        arguments.named().isEmpty()
            ? new PyTuple(arguments.positional())
            : new LinkedHashMap<Object, Object>(arguments.named()));
  }
}
