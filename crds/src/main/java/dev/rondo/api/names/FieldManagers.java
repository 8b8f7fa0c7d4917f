package dev.rondo.api.names;

/** Who applies what: each status field has one writer. */
public final class FieldManagers {
  /** The operator: what it creates, and all of a status that is not somebody else's below. */
  public static final String OPERATOR = "rondo-operator";

  /** The operator's binding of runs to workers: {@code Run.status.placement}. */
  public static final String BINDER = "rondo-operator-binder";

  /** The chunk scheduler in a worker pod: {@code Run.status.worker}, whole. */
  public static final String WORKER = "rondo-worker";

  /** {@code kubectl rondo}. */
  public static final String CLI = "rondo-cli";

  private FieldManagers() {}
}
