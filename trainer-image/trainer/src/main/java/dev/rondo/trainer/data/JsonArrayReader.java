package dev.rondo.trainer.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON array of objects. */
final class JsonArrayReader implements RowReader {
  private final Path path;
  private final RowProblems problems;
  private final JsonParser parser;
  private final long size;
  private long row;
  private boolean ended;

  JsonArrayReader(Path path, RowProblems problems) throws IOException {
    this.path = path;
    this.problems = problems;
    this.size = Math.max(1, Files.size(path));
    this.parser = JsonValues.MAPPER.createParser(path.toFile());
  }

  /** Whether the file is JSON Lines in spite of its name. */
  static boolean startsWithObject(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      int first = in.read();
      while (first >= 0 && (Character.isWhitespace(first) || first >= 0x80)) {
        first = in.read();
      }
      return first == '{';
    }
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    try {
      if (row == 0 && !ended && parser.nextToken() != JsonToken.START_ARRAY) {
        problems.add(path.toString(), "must be a JSON array of objects, or one object a line");
        ended = true;
      }
      while (!ended && !problems.hopeless()) {
        JsonToken token = parser.nextToken();
        if (token == null || token == JsonToken.END_ARRAY) {
          ended = true;
          break;
        }
        row++;
        String place = path + ":" + parser.currentLocation().getLineNr();
        Object value = JsonValues.MAPPER.readValue(parser, Object.class);
        if (value instanceof Map<?, ?> object) {
          Map<String, Object> columns = new LinkedHashMap<>();
          object.forEach((name, column) -> columns.put((String) name, column));
          return Optional.of(new SourceRow(place + " (row " + row + ")", columns));
        }
        problems.add(place + " (row " + row + ")", "each element must be a JSON object");
      }
    } catch (JsonProcessingException e) {
      ended = true;
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      problems.add(path + ":" + line + " (row " + row + ")", JsonValues.message(e));
    }
    return Optional.empty();
  }

  @Override
  public double fraction() {
    return (double) Math.max(0, parser.currentLocation().getByteOffset()) / size;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
