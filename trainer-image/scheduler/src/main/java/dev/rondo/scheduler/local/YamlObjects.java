package dev.rondo.scheduler.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.rondo.scheduler.state.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** API objects in YAML files. */
public final class YamlObjects {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());

  private YamlObjects() {}

  /**
   * Reads an object.
   *
   * @throws IOException naming the file, if it is damaged or another build's
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    String text = Files.readString(file);
    try {
      return YAML.readValue(text, type);
    } catch (UnrecognizedPropertyException other) {
      throw new IOException(
          "%s has the field %s, which this build does not know: another build wrote it; go on with that one"
              .formatted(file, other.getPropertyName()),
          other);
    } catch (JsonProcessingException damaged) {
      throw new IOException(
          "%s cannot be read: %s".formatted(file, damaged.getOriginalMessage()), damaged);
    }
  }

  /** Replaces an object; readers see the old one or the new. */
  public static void write(Path file, Object object) throws IOException {
    DurableFiles.replace(file, YAML.writeValueAsString(object));
  }
}
