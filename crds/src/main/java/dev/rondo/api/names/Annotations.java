package dev.rondo.api.names;

/** Annotations: gestures of people, and marks of Rondo. No configuration. */
public final class Annotations {
  /** {@code "true"}: stop the run at its next step. Taken off once recorded. */
  public static final String STOP = "rondo.dev/stop";

  /** {@code "true"}: let the run go on. Taken off once recorded. */
  public static final String RESUME = "rondo.dev/resume";

  /** A YAML map of what the clone changes: make a new run. Taken off once recorded. */
  public static final String CLONE = "rondo.dev/clone";

  /** On Runs: the digest of the config they were made from. */
  public static final String CONFIG_DIGEST = "rondo.dev/config-digest";

  /** On Runs that are clones: the id of the gesture that made them, which makes no other. */
  public static final String CLONE_REQUEST = "rondo.dev/clone-request";

  /** In a local store: where relative paths of the manifest start from. */
  public static final String MANIFEST_DIRECTORY = "rondo.dev/manifest-directory";

  /** In a local store: the version of its layout. */
  public static final String STORE_VERSION = "rondo.dev/store-version";

  private Annotations() {}
}
