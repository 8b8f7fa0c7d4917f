package dev.rondo.trainer.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Comma separated values as RFC 4180 has them: a header line, fields in double quotes may hold
 * commas, line breaks and doubled quotes. Every value is a string; an empty field is an empty one.
 */
final class CsvReader implements RowReader {
  private final Path path;
  private final RowProblems problems;
  private final BufferedReader in;
  private final long size;
  private final List<String> header;
  private long consumed;
  private long line = 1;
  private boolean broken;

  CsvReader(Path path, RowProblems problems) throws IOException {
    this.path = path;
    this.problems = problems;
    this.size = Math.max(1, Files.size(path));
    this.in = Files.newBufferedReader(path);
    this.header = record().orElse(List.of());
    if (!header.isEmpty() && header.getFirst().startsWith("\ufeff")) {
      header.set(0, header.getFirst().substring(1));
    }
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    while (!problems.hopeless()) {
      String place = path + ":" + line;
      Optional<List<String>> record = record();
      if (record.isEmpty()) {
        return Optional.empty();
      }
      List<String> fields = record.get();
      if (fields.size() == 1 && fields.getFirst().isEmpty() && header.size() > 1) {
        continue;
      }
      if (fields.size() == header.size()) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
          columns.put(header.get(i), fields.get(i));
        }
        return Optional.of(new SourceRow(place, columns));
      }
      problems.add(
          place,
          "has %d fields where the header has %d; quote fields that hold commas"
              .formatted(fields.size(), header.size()));
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

  /** The next record's fields, or empty at the end. */
  private Optional<List<String>> record() throws IOException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    long start = line;
    boolean quoted = false;
    boolean any = false;
    try {
      for (int c = read(); c >= 0 && !broken; c = read()) {
        any = true;
        if (quoted) {
          if (c != '"') {
            field.append((char) c);
          } else if (peek() == '"') {
            field.append((char) read());
          } else {
            quoted = false;
          }
        } else if (c == '"' && field.isEmpty()) {
          quoted = true;
        } else if (c == ',') {
          fields.add(field.toString());
          field.setLength(0);
        } else if (c == '\n') {
          fields.add(field.toString());
          return Optional.of(fields);
        } else if (c != '\r' || peek() != '\n') {
          field.append((char) c);
        }
      }
    } catch (CharacterCodingException e) {
      problems.add(path + ":" + line, "not valid UTF-8 near here");
      broken = true;
    }
    if (quoted) {
      problems.add(path + ":" + start, "a quoted field that starts here never ends");
      broken = true;
    }
    if (broken || !any) {
      return Optional.empty();
    }
    fields.add(field.toString());
    return Optional.of(fields);
  }

  private int read() throws IOException {
    int c = in.read();
    consumed++;
    line += c == '\n' ? 1 : 0;
    return c;
  }

  private int peek() throws IOException {
    in.mark(1);
    int c = in.read();
    in.reset();
    return c;
  }
}
