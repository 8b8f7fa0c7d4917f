package dev.rondo.examples.text;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Phrases that are kept beside the classes that use them. */
public final class JsonResource {
  private JsonResource() {}

  /** Reads a resource of the class's package. */
  public static <T> T read(Class<?> owner, String name, TypeReference<T> type) {
    try (InputStream stream = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
      return new ObjectMapper().readValue(stream, type);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }
}
