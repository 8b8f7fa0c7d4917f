package dev.rondo.scheduler.loop;

import java.io.IOException;

/** What people are told of a failed file operation. */
final class Reason {
  private Reason() {}

  /** With what can be done about it, where that is known. */
  static String of(IOException failed) {
    String text = failed.getMessage() == null ? failed.toString() : failed.getMessage();
    return isFull(text) ? text + "; make room and resume it: it goes on from its last state" : text;
  }

  private static boolean isFull(String text) {
    return text.contains("No space left on device") || text.contains("Disk quota exceeded");
  }
}
