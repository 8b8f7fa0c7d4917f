package dev.rondo.trainer.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Whether bytes are those an etag names. */
final class Checksum {
  private static final int BUFFER_BYTES = 1 << 20;

  private Checksum() {}

  /**
   * Whether a file's bytes have this etag: 64 hex digits are the SHA-256 of the bytes, 40 are git's
   * SHA-1 of a blob. Other etags say nothing about the bytes.
   */
  static boolean matches(Path file, String etag) throws IOException {
    if (etag.matches("[0-9a-f]{64}")) {
      return etag.equals(digest("SHA-256", new byte[0], file));
    }
    if (etag.matches("[0-9a-f]{40}")) {
      byte[] prefix = ("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII);
      return etag.equals(digest("SHA-1", prefix, file));
    }
    return true;
  }

  private static String digest(String algorithm, byte[] prefix, Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has " + algorithm, missing);
    }
    digest.update(prefix);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
