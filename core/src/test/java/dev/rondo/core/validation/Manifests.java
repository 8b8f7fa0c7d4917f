package dev.rondo.core.validation;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rondo.api.v1alpha1.Experiment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Manifests for tests. */
public final class Manifests {
  private Manifests() {}

  /** The text of a manifest beside the tests. */
  public static String text(String name) {
    try (InputStream in = Manifests.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one experiment of a valid text. */
  public static Experiment experiment(String text) {
    Reading reading = ManifestReader.read("test.yaml", text);
    return assertInstanceOf(Reading.Accepted.class, reading, reading::toString)
        .experiments()
        .getFirst();
  }

  /** The problems of a text, as printed. */
  static List<String> problems(String text) {
    return switch (ManifestReader.read("test.yaml", text)) {
      case Reading.Accepted accepted -> List.of();
      case Reading.Refused refused -> refused.problems().stream().map(Problem::toString).toList();
    };
  }
}
