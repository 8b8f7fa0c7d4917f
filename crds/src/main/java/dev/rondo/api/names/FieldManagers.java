package dev.rondo.api.names;

/** Who applies what: each status field has one writer. */
public final class FieldManagers {
  /** The operator: everything but {@code Run.status.worker}. */
  public static final String OPERATOR = "rondo-operator";

  /** The chunk scheduler in a worker pod: {@code Run.status.worker}, whole. */
  public static final String WORKER = "rondo-worker";

  /** {@code kubectl rondo}. */
  public static final String CLI = "rondo-cli";

  private FieldManagers() {}
}
