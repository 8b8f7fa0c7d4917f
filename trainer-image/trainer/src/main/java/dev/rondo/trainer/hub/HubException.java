package dev.rondo.trainer.hub;

import java.io.IOException;

/** Something on a hub that could not be had; the message says what to do about it. */
public final class HubException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The text is not a hub URI. */
    BAD_URI,
    /** No answer, or only server errors. */
    UNREACHABLE,
    /** No token, a wrong one, or one without access. */
    DENIED,
    /** No such repository, revision, file, configuration or split. */
    NOT_FOUND,
    /** The bytes are not what the hub promised. */
    CORRUPT,
    /** What is there cannot be used, or there is no room for it. */
    UNUSABLE,
    /** Offline, and not in the cache. */
    OFFLINE
  }

  private final Reason reason;

  HubException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  HubException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Whether a copy from an earlier download may serve instead, as huggingface_hub lets it. */
  boolean cachedCopyMayServe() {
    return reason == Reason.UNREACHABLE || reason == Reason.DENIED;
  }
}
