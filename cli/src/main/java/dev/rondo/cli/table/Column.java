package dev.rondo.cli.table;

/**
 * A column of a table.
 *
 * @param heading its name
 * @param right whether cells end together, as numbers do
 * @param importance 0 always stays; where a table is too wide, columns with the highest go first
 * @param shortest the width below which its cells are not cut; 0 = they are never cut
 */
record Column(String heading, boolean right, int importance, int shortest) {
  static Column text(String heading, int importance) {
    return new Column(heading, false, importance, 0);
  }

  static Column number(String heading, int importance) {
    return new Column(heading, true, importance, 0);
  }

  /** A text whose middle may be left out where room is short. */
  static Column cuttable(String heading, int importance, int shortest) {
    return new Column(heading, false, importance, shortest);
  }
}
