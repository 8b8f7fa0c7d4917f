package dev.rondo.api.names;

/** The API group and what is in it. */
public final class Api {
  public static final String GROUP = "rondo.dev";
  public static final String VERSION = "v1alpha1";
  public static final String API_VERSION = GROUP + "/" + VERSION;
  public static final String EXPERIMENT = "Experiment";
  public static final String EXPERIMENTS = "experiments";
  public static final String RUN = "Run";
  public static final String RUNS = "runs";

  private Api() {}
}
