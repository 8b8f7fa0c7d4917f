package dev.rondo.scheduler.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.scheduler.state.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Gestures on their way from any process to the one that trains: a file each, taken in once. */
public final class GestureRequests {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  /** The gestures on this experiment. */
  public GestureRequests(StoreFolder folder) {
    this.directory = folder.requests();
  }

  /**
   * A gesture.
   *
   * @param id unique; later ones sort after earlier ones
   * @param gesture stop, resume or delete
   * @param run on which run
   */
  public record Request(String id, String gesture, String run) {}

  /** Leaves a gesture for the process that trains. */
  public void leave(Request request) throws IOException {
    DurableFiles.replace(file(request), JSON.writeValueAsString(request));
  }

  /** Gestures not yet taken in, oldest first. */
  List<Request> pending() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Request> requests = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        if (!file.getFileName().toString().startsWith(".")) {
          requests.add(JSON.readValue(file.toFile(), Request.class));
        }
      }
    }
    return requests;
  }

  /** A gesture has been recorded. */
  void taken(Request request) throws IOException {
    Files.deleteIfExists(file(request));
  }

  private Path file(Request request) {
    return directory.resolve(request.id() + ".json");
  }
}
