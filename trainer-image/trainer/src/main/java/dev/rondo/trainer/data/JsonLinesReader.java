package dev.rondo.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One JSON object a line; blank lines are passed over. */
final class JsonLinesReader implements RowReader {
  private final Path path;
  private final RowProblems problems;
  private final InputStream in;
  private final long size;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int filled;
  private long consumed;
  private long lineNumber;

  JsonLinesReader(Path path, RowProblems problems) throws IOException {
    this.path = path;
    this.problems = problems;
    this.in = Files.newInputStream(path);
    this.size = Math.max(1, Files.size(path));
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    while (!problems.hopeless() && readLine()) {
      lineNumber++;
      byte[] bytes = line.toByteArray();
      if (isBlank(bytes)) {
        continue;
      }
      String place = path + ":" + lineNumber;
      try {
        Object value = JsonValues.ONE_VALUE.readValue(bytes);
        if (value instanceof Map<?, ?> object) {
          Map<String, Object> columns = new LinkedHashMap<>();
          object.forEach((name, column) -> columns.put((String) name, column));
          return Optional.of(new SourceRow(place, columns));
        }
        problems.add(place, "each line must be a JSON object such as {\"text\": \"...\"}");
      } catch (JsonProcessingException e) {
        problems.add(place, JsonValues.message(e));
      } catch (IOException e) {
        problems.add(place, "not valid UTF-8: " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  @Override
  public double fraction() {
    return Math.min(1, (double) consumed / size);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean readLine() throws IOException {
    line.reset();
    while (true) {
      if (at == filled) {
        filled = in.read(buffer);
        at = 0;
        if (filled <= 0) {
          filled = 0;
          return line.size() > 0;
        }
      }
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, at, end - at);
      consumed += end - at + 1;
      boolean complete = end < filled;
      at = complete ? end + 1 : end;
      if (complete) {
        return true;
      }
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
