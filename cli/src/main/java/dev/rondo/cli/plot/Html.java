package dev.rondo.cli.plot;

/** Text inside HTML. */
final class Html {
  private Html() {}

  /** The text with markup characters escaped; fit for content and for quoted attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
