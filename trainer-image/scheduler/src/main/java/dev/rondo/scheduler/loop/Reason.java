package dev.rondo.scheduler.loop;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What people are told of a failed file operation. */
final class Reason {
  private Reason() {}

  /** With what can be done about it, where that is known. */
  static String of(IOException failed) {
    String text = text(failed);
    return isFull(text) ? text + "; make room and resume it: it goes on from its last state" : text;
  }

  /** The JDK's message of some is the file alone. */
  private static String text(IOException failed) {
    if (failed instanceof FileSystemException bare && bare.getReason() == null) {
      return switch (bare) {
        case AccessDeniedException _ -> bare.getFile() + ": Permission denied";
        case NoSuchFileException _ -> bare.getFile() + ": No such file or directory";
        default -> bare.toString();
      };
    }
    return failed.getMessage() == null ? failed.toString() : failed.getMessage();
  }

  private static boolean isFull(String text) {
    return text.contains("No space left on device") || text.contains("Disk quota exceeded");
  }
}
