package dev.rondo.examples;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.examples.support.SupportTicket;
import dev.rondo.examples.talk.SupportTalk;
import dev.rondo.examples.text.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GenerateExamplesTest {
  private static final Path EXAMPLES = Path.of("..");
  private static final Pattern CALCULATION = Pattern.compile("\\d+ (plus|minus) \\d+");

  @Test
  void checkedInFilesAreWhatTheGeneratorWrites() throws Exception {
    for (Map.Entry<String, String> file : GenerateExamples.files().entrySet()) {
      assertEquals(
          file.getValue(),
          Files.readString(EXAMPLES.resolve(file.getKey())),
          file.getKey() + " differs; write it again with `make example-data`");
    }
  }

  @Test
  void sameSeedGivesTheSameRows() {
    assertEquals(DataSets.all(1), DataSets.all(1));
  }

  @Test
  void anotherSeedGivesOtherRows() {
    assertTrue(
        DataSets.all(1).entrySet().stream()
            .noneMatch(file -> file.getValue().equals(DataSets.all(2).get(file.getKey()))));
  }

  @Test
  void sameSeedGivesTheSameCorpus() {
    assertEquals(conversations(1), conversations(1));
    assertNotEquals(conversations(1), conversations(2));
  }

  private static List<List<Message>> conversations(long seed) {
    return new PretrainingCorpus(seed).conversations().limit(200).toList();
  }

  @Test
  void evaluationPromptsAreHeldOut() {
    Map<String, List<?>> files = DataSets.all(GenerateExamples.SEED);
    for (String name : List.of("support", "preferences", "arithmetic")) {
      Set<Object> both = prompts(files.get(name + "-train.jsonl"));
      both.retainAll(prompts(files.get(name + "-eval.jsonl")));
      assertEquals(Set.of(), both, name);
    }
  }

  private static Set<Object> prompts(List<?> rows) {
    return rows.stream()
        .map(row ->
            switch (row) {
              case SupportTicket ticket -> ticket.instruction();
              case SupportTalk.Exchange exchange -> exchange.prompt();
              case DataSets.ArithmeticRow sum -> calculation(sum.prompt().getLast());
              default -> throw new AssertionError(row);
            })
        .collect(toSet());
  }

  private static String calculation(Message question) {
    Matcher found = CALCULATION.matcher(question.content());
    assertTrue(found.find(), question.content());
    return found.group();
  }
}
