package dev.rondo.cli.table;

/**
 * A cell of a table.
 *
 * @param text without escape sequences
 * @param tone its colour
 */
record Cell(String text, Tone tone) {
  static Cell of(String text) {
    return new Cell(text, Tone.NORMAL);
  }
}
