package dev.rondo.cli.command;

/** What scripts may rely on. */
public final class ExitCode {
  /** All runs ended well. */
  public static final int OK = 0;

  /** A run failed or never began, or the command could not do its work. */
  public static final int FAILED = 1;

  /** The manifest or the command line is wrong. */
  public static final int BAD_INPUT = 2;

  /** Ctrl-C: everything is saved. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
