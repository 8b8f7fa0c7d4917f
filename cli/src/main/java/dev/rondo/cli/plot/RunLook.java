package dev.rondo.cli.plot;

import java.util.List;

/**
 * How a run is drawn, the same in curves and bars. Eight hues that stay apart for colour-blind
 * readers (Okabe and Ito's, with yellow and black moved to where they show on both grounds); from
 * the ninth run on, dashes, markers and hatchings tell those of one hue apart.
 *
 * @param colour index of the hue, 0 to 7
 * @param variant index of dash, marker and hatching, 0 to 7
 */
record RunLook(int colour, int variant) {
  private static final List<String> ON_LIGHT =
      List.of(
          "#0072b2", "#d55e00", "#009e73", "#c4619c", "#e69f00", "#56b4e9", "#8f8200", "#5f6670");
  private static final List<String> ON_DARK =
      List.of(
          "#3d95e0", "#ff7a2e", "#1fc79a", "#e48bc0", "#f7b733", "#96d5ff", "#d9d03c", "#aab4be");
  private static final int VARIANTS = 8;

  /** The look of the run at an index of the experiment's order. */
  static RunLook of(int index) {
    return new RunLook(index % ON_LIGHT.size(), index / ON_LIGHT.size() % VARIANTS);
  }

  /** The hue on a light ground, as {@code #rrggbb}. */
  String onLight() {
    return ON_LIGHT.get(colour);
  }

  /** CSS variables {@code --run-N} with the hues. */
  static String css(boolean dark) {
    List<String> hues = dark ? ON_DARK : ON_LIGHT;
    StringBuilder css = new StringBuilder(" ");
    for (int i = 0; i < hues.size(); i++) {
      css.append(" --run-%d: %s;".formatted(i, hues.get(i)));
    }
    return css.toString();
  }
}
