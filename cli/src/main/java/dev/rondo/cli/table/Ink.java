package dev.rondo.cli.table;

import java.util.Map;

/** Colours of a terminal, or none. */
public enum Ink {
  /** No escape sequences. */
  PLAIN,
  /** ANSI colours, the sixteen that themes adapt. */
  COLOUR;

  /** Colours on a terminal, unless NO_COLOR is set or the terminal is dumb. */
  public static Ink of(Map<String, String> environment, boolean terminal) {
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    return terminal && !refused && !dumb ? COLOUR : PLAIN;
  }

  /** The text in a tone. */
  public String paint(Tone tone, String text) {
    return this == PLAIN || tone == Tone.NORMAL || text.isBlank()
        ? text
        : "\u001b[" + tone.code() + "m" + text + "\u001b[0m";
  }
}
