package dev.rondo.api.names;

/** Types of conditions. They are states; {@code Succeeded} is Unknown while work can go on. */
public final class ConditionTypes {
  /** The spec makes sense. Of both kinds. */
  public static final String ACCEPTED = "Accepted";

  /** A worker holds the run. */
  public static final String PLACED = "Placed";

  /** The checkpoint that a clone starts from is there. */
  public static final String SOURCE_READY = "SourceReady";

  /** The run takes turns. */
  public static final String RUNNING = "Running";

  /** The run holds a state and takes no turns until it is resumed. */
  public static final String STOPPED = "Stopped";

  /** True: the work is done; False: it failed. Of both kinds. */
  public static final String SUCCEEDED = "Succeeded";

  /** Every run that the experiment lists is there, or was. */
  public static final String RUNS_CREATED = "RunsCreated";

  /** The experiment's workers are there. */
  public static final String WORKERS_READY = "WorkersReady";

  /** The experiment takes no turns and holds no GPUs, by {@code spec.suspend}. */
  public static final String SUSPENDED = "Suspended";

  /** Nothing of the experiment can run, since the condition's {@code lastTransitionTime}. */
  public static final String IDLE = "Idle";

  private ConditionTypes() {}
}
