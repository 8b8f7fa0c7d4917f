package dev.rondo.scheduler.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files are that a manifest's URIs name.
 *
 * @param base what relative paths start from
 * @param claims where the claims of {@code pvc://claim/path} are mounted, each by its name; empty:
 *     there are none
 */
public record FileUris(Path base, Optional<Path> claims) {
  private static final String FILE = "file://";
  private static final String CLAIM = "pvc://";

  /** A path; a URI that names no file of this machine, such as {@code hf://}, is left as it is. */
  public String locate(String uri) {
    if (uri.startsWith(FILE)) {
      return uri.substring(FILE.length());
    }
    if (uri.startsWith(CLAIM) && claims.isPresent()) {
      return claims.get().resolve(uri.substring(CLAIM.length())).normalize().toString();
    }
    return uri.contains("://") ? uri : base.resolve(uri).normalize().toString();
  }
}
