package dev.rondo.jinja.syntax;

import dev.rondo.jinja.value.JinjaException;
import dev.rondo.jinja.value.PyString;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a template into text and tags, with {@code trim_blocks} and {@code lstrip_blocks} on: the
 * newline after a block or comment tag goes, and so does white space between the start of a line
 * and such a tag. A minus strips all white space on its side, a plus keeps it.
 */
final class Lexer {
  private static final Pattern RAW = Pattern.compile("\\s*raw\\s*(-?)%\\}");
  private static final Pattern END_RAW = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%\\}");

  private final String source;
  private final List<Segment> segments = new ArrayList<>();
  private int at;
  private boolean atLineStart = true;

  private Lexer(String source) {
    this.source = source;
  }

  /** The segments of a source; its last newline is dropped. */
  static List<Segment> segments(String source) {
    String unix = source.replace("\r\n", "\n").replace('\r', '\n');
    Lexer lexer = new Lexer(unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix);
    while (lexer.at < lexer.source.length()) {
      lexer.segment();
    }
    return List.copyOf(lexer.segments);
  }

  private void segment() {
    int open = open();
    if (open < 0) {
      segments.add(new Segment.Text(source.substring(at)));
      at = source.length();
      return;
    }
    char kind = source.charAt(open + 1);
    char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
    boolean strips = sign == '-';
    boolean keeps = sign == '+' && kind != '{';
    text(source.substring(at, open), strips, kind != '{' && !keeps, atLineStart);
    int inside = open + (strips || keeps ? 3 : 2);
    switch (kind) {
      case '#' -> comment(inside);
      case '%' -> {
        Matcher raw = RAW.matcher(source).region(inside, source.length());
        if (raw.lookingAt()) {
          raw(raw);
        } else {
          TagLexer tag = new TagLexer(source, inside, '%');
          segments.add(new Segment.Tag(tag.tokens()));
          skip(tag.end(), tag.stripsAfter(), !tag.keepsNewline());
        }
      }
      default -> {
        TagLexer tag = new TagLexer(source, inside, '}');
        segments.add(new Segment.Print(tag.tokens()));
        skip(tag.end(), tag.stripsAfter(), false);
      }
    }
    atLineStart = source.charAt(at - 1) == '\n';
  }

  /** Where the next tag or comment opens, or -1. */
  private int open() {
    for (int i = source.indexOf('{', at); i >= 0; i = source.indexOf('{', i + 1)) {
      if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private void text(String text, boolean strips, boolean stripsIndent, boolean startsLine) {
    String kept = text;
    if (strips) {
      kept = PyString.stripRight(text, null);
    } else if (stripsIndent) {
      int line = text.lastIndexOf('\n') + 1;
      boolean isIndent = PyString.strip(text.substring(line), null).isEmpty();
      if (isIndent && (line > 0 || startsLine)) {
        kept = text.substring(0, line);
      }
    }
    if (!kept.isEmpty()) {
      segments.add(new Segment.Text(kept));
    }
  }

  private void comment(int inside) {
    int end = source.indexOf("#}", inside);
    if (end < 0) {
      throw JinjaException.syntax("Missing end of comment tag");
    }
    char sign = end > inside ? source.charAt(end - 1) : ' ';
    skip(end + 2, sign == '-', sign != '+');
  }

  private void raw(Matcher opening) {
    skip(opening.end(), !opening.group(1).isEmpty(), false);
    Matcher closing = END_RAW.matcher(source);
    if (!closing.find(at)) {
      throw JinjaException.syntax("Missing end of raw directive");
    }
    boolean strips = closing.group(1).equals("-");
    text(source.substring(at, closing.start()), strips, closing.group(1).isEmpty(), false);
    skip(closing.end(), closing.group(2).equals("-"), !closing.group(2).equals("+"));
  }

  /** Goes on at {@code from}, without the white space, or the one newline, that the tag takes. */
  private void skip(int from, boolean strips, boolean trimsNewline) {
    at = from;
    if (strips) {
      while (at < source.length() && PyString.isSpace(source.charAt(at))) {
        at++;
      }
    } else if (trimsNewline && at < source.length() && source.charAt(at) == '\n') {
      at++;
    }
  }
}
