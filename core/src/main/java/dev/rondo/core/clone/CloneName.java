package dev.rondo.core.clone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Names of clones. */
public final class CloneName {
  /** Most characters of a run's name. */
  public static final int LONGEST = 100;

  private static final String PATTERN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final int DIGEST_DIGITS = 8;

  private CloneName() {}

  /** What is wrong with a name that a person gave; empty if nothing. */
  public static Optional<String> problem(String name) {
    if (name.length() > LONGEST) {
      return Optional.of(
          "name has %d characters, at most %d are possible".formatted(name.length(), LONGEST));
    }
    return name.matches(PATTERN)
        ? Optional.empty()
        : Optional.of(
            "name is \"%s\", must be of lower case letters, digits and dashes,".formatted(name)
                + " a letter or digit at both ends");
  }

  /**
   * The name of a clone that was given none: it follows from the gesture's id, so that making it
   * twice is making it once.
   *
   * @param parent the parent's name; of a clone, without what made it one
   */
  public static String of(String parent, String id) {
    String suffix = "-c" + digest(id);
    String stem = parent.replaceFirst("-c[0-9a-f]{" + DIGEST_DIGITS + "}$", "");
    String head = stem.substring(0, Math.min(stem.length(), LONGEST - suffix.length()));
    return head.replaceFirst("-+$", "") + suffix;
  }

  private static String digest(String id) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_DIGITS);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
