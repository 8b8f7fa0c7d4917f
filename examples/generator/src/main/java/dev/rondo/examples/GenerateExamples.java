package dev.rondo.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.examples.model.ModelShape;
import dev.rondo.examples.text.Message;
import dev.rondo.examples.tokenizer.TokenizerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes the example data sets and the example model's tokenizer: the same bytes every time. */
public final class GenerateExamples {
  static final long SEED = 20260101;
  private static final int TOKENIZER_CONVERSATIONS = 20_000;

  private GenerateExamples() {}

  /** Writes below the folder that is the only argument. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** Contents by path below the examples folder. */
  static Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, List<?>> rows : DataSets.all(SEED).entrySet()) {
      files.put("data/" + rows.getKey(), lines(rows.getValue()));
    }
    Stream<String> seen =
        new PretrainingCorpus(SEED)
            .conversations()
            .limit(TOKENIZER_CONVERSATIONS)
            .map(Message::chatMl);
    Map<String, String> tokenizer =
        TokenizerFiles.train(
            Stream.concat(
                seen,
                DataSets.supportTrain(SEED).stream()
                    .map(t -> t.instruction() + "\n" + t.response())),
            ModelShape.VOCABULARY,
            ModelShape.LONGEST);
    tokenizer.forEach((name, text) -> files.put("model/" + name, text));
    files.put("model/config.json", ModelShape.config());
    files.put("model/generation_config.json", ModelShape.generationConfig());
    return files;
  }

  private static String lines(List<?> rows) throws IOException {
    ObjectMapper json = new ObjectMapper();
    StringBuilder lines = new StringBuilder();
    for (Object row : rows) {
      lines.append(json.writeValueAsString(row)).append('\n');
    }
    return lines.toString();
  }
}
