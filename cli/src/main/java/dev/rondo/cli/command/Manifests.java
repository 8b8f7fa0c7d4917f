package dev.rondo.cli.command;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.core.validation.ManifestReader;
import dev.rondo.core.validation.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads manifests from files and prints what is wrong with them. */
public final class Manifests {
  private Manifests() {}

  /** The manifest, or empty after every problem was printed. */
  static Optional<Reading.Accepted> read(Path file, PrintWriter err) {
    try {
      return switch (ManifestReader.read(file.toString(), Files.readString(file))) {
        case Reading.Accepted accepted -> Optional.of(accepted);
        case Reading.Refused refused -> {
          refused.problems().forEach(err::println);
          yield Optional.empty();
        }
      };
    } catch (NoSuchFileException absent) {
      err.println(file + ": no such file");
    } catch (MalformedInputException notText) {
      err.println(file + ": is not UTF-8 text");
    } catch (IOException unreadable) {
      err.println(file + ": " + unreadable.getMessage());
    }
    return Optional.empty();
  }

  /** The one experiment of a manifest, or empty after the problem was printed. */
  public static Optional<Experiment> experiment(Path file, PrintWriter err) {
    Optional<Reading.Accepted> reading = read(file, err);
    if (reading.isPresent() && reading.get().experiments().size() != 1) {
      err.printf(
          "%s: has %d experiments; give a file with one%n",
          file, reading.get().experiments().size());
      return Optional.empty();
    }
    return reading.map(accepted -> accepted.experiments().getFirst());
  }
}
