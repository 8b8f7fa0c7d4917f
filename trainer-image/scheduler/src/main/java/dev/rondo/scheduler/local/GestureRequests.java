package dev.rondo.scheduler.local;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rondo.scheduler.state.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Gestures on their way from any process to the one that trains: a file each, taken in once. */
public final class GestureRequests {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path directory;

  /** The gestures on this experiment. */
  public GestureRequests(StoreFolder folder) {
    this.directory = folder.requests();
  }

  /**
   * A gesture.
   *
   * @param id unique; later ones sort after earlier ones
   * @param gesture stop, resume, clone or delete
   * @param run on which run
   * @param payload of a clone: what it is to be
   */
  public record Request(String id, String gesture, String run, String payload) {}

  /** Leaves a gesture for the process that trains. */
  public void leave(Request request) throws IOException {
    DurableFiles.replace(file(request.id()), JSON.writeValueAsString(request));
  }

  /** Gestures not yet taken in, oldest first; what is none is an unknown gesture on no run. */
  List<Request> pending() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Request> requests = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".json") && !name.startsWith(".")) {
          requests.add(read(file, name.substring(0, name.length() - ".json".length())));
        }
      }
    }
    return requests;
  }

  private static Request read(Path file, String id) throws IOException {
    String text = Files.readString(file);
    try {
      Request request = JSON.readValue(text, Request.class);
      return new Request(id, "" + request.gesture(), "" + request.run(), request.payload());
    } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
      return new Request(id, "unreadable", "", null);
    }
  }

  /** A gesture has been recorded. */
  void taken(Request request) throws IOException {
    Files.deleteIfExists(file(request.id()));
  }

  private Path file(String id) {
    return directory.resolve(id + ".json");
  }
}
