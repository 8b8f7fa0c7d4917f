package dev.rondo.rewards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rewards as manifests state them, and what they give. */
class RewardParserTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"exactMatch": {"column": "answer"}}                              | ' 42 '                   | 1
          {"exactMatch": {"column": "answer"}}                              | '42.'                    | 0
          {"exactMatch": {"column": "word", "ignoreCase": true}}            | 'YES'                    | 1
          {"numericAnswer": {"column": "answer"}}                           | '40 + 2 = 42.'           | 1
          {"numericAnswer": {"column": "answer"}}                           | '42 is not 43'           | 0
          {"numericAnswer": {"column": "big"}}                              | 'about 1,234.50'         | 1
          {"numericAnswer": {"column": "answer", "tolerance": 0.5}}         | '41.6'                   | 1
          {"numericAnswer": {"column": "answer"}}                           | 'no idea'                | 0
          {"regex": {"pattern": "^[0-9]+$"}}                                | '42'                     | 1
          {"regex": {"pattern": "= *([0-9]+)", "column": "answer"}}         | '40+2 = 42'              | 1
          {"regex": {"pattern": "= *([0-9]+)", "column": "answer"}}         | '40+2 = 43'              | 0
          {"tags": {"names": ["think", "answer"]}}       | '<think>a</think><answer>b</answer>'        | 1
          {"tags": {"names": ["think", "answer"]}}       | '<answer>b</answer><think>a</think>'        | 0.5
          {"length": {"min": 4, "max": 8, "unit": "Characters"}}            | 'ab'                     | 0.5
          {"length": {"min": 4, "max": 8, "unit": "Characters"}}            | 'abcdefghij'             | 0.75
          {"length": {"max": 2, "unit": "Words"}}                           | 'two words'              | 1
          {"length": {"max": 5}}                                            | 'x'                      | 1
          {"json": {}}                                                      | '{"a": 1}'               | 1
          {"json": {"required": ["b"]}}                                     | '{"a": 1}'               | 0
          {"json": {}}                                                      | '{"a": 1} and'           | 0
          {"similarity": {"column": "word"}}                                | 'yet'                    | 0.6666666666666667
          {"similarity": {"column": "phrase", "measure": "RougeL"}}         | 'the dog sat'            | 0.6666666666666667
          {"cel": "completion.contains(string(row.answer)) ? 1.0 : -1.0"}   | 'so 42'                  | 1
          {"cel": "ended && tokens < 9"}                                    | 'x'                      | 1
          {"cel": "int(completion) - row.answer"}                           | '50'                     | 8
          {"cel": "prompt.startsWith('How') ? 2 : 0"}                       | 'x'                      | 2
          {"cel": "math.greatest(0.0, 1.0 - double(size(completion)) / 10.0)"} | 'abcde'               | 0.5
          """)
  void aRewardGivesItsNumber(String manifest, String completion, double expected) throws Exception {
    List<String> problems = new ArrayList<>();
    List<NamedReward> parsed = parse("[" + manifest + "]", problems);
    assertEquals(List.of(), problems);
    assertEquals(
        expected, parsed.getFirst().reward().of(List.of(sample(completion))).getFirst(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{"name": "x"}]                                  | rewards[0] has no kind, must have exactly one of
          [{"json": {}, "cel": "1.0"}]                     | rewards[0] has json and cel, must have exactly one of
          [{"cel": "completion + 1"}]                      | rewards[0].cel is no valid CEL: ERROR
          [{"cel": "completion"}]                          | rewards[0].cel is of type string, must be a double
          [{"cel": "answer == 'x'"}]                       | undeclared reference to 'answer'
          [{"regex": {"pattern": "("}}]                    | rewards[0].regex.pattern is no RE2 expression
          [{"http": {"url": "ftp://x"}}]                   | rewards[0].http.url is "ftp://x", must begin with
          [{"http": {"url": "http://x", "authorizationEnv": "NOT_SET"}}] | is NOT_SET, but that variable is not set
          [{"http": {"url": "http://x", "secretRef": {"name": "judge"}}}] | rewards[0].http.secretRef names the key authorization of the Secret judge, which is not there
          [{"http": {"url": "http://x", "authorizationEnv": "A", "secretRef": {"name": "judge"}}}] | rewards[0].http.secretRef can't be given together with authorizationEnv
          [{"length": {"min": 9, "max": 2}}]               | rewards[0].length.min is 9, must be at most max
          [{"name": "a", "json": {}}, {"name": "a", "json": {}}] | rewards[1].name is a, as another reward's
          """)
  void aWrongRewardIsNamed(String manifest, String expected) throws Exception {
    List<String> problems = new ArrayList<>();
    parse(manifest, problems);
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().contains(expected), problems.getFirst());
  }

  @Test
  void namesAndWeightsAreTakenAndDefaulted() throws Exception {
    List<NamedReward> parsed =
        parse("[{\"json\": {}}, {\"name\": \"n\", \"weight\": 0.5, \"cel\": \"1.0\"}]", List.of());
    assertEquals("json", parsed.getFirst().name());
    assertEquals(1, parsed.getFirst().weight());
    assertEquals("n", parsed.getLast().name());
    assertEquals(0.5, parsed.getLast().weight());
  }

  private static List<NamedReward> parse(String manifest, List<String> problems) throws Exception {
    return new RewardParser(
            Credentials.of(Map.of()), (field, message) -> problems.add(field + " " + message))
        .parse(JSON.readTree(manifest));
  }

  private static Sample sample(String completion) throws Exception {
    ObjectNode row =
        (ObjectNode)
            JSON.readTree(
                "{\"answer\": 42, \"big\": \"1234.5\", \"word\": \"yes\", \"phrase\": \"the cat"
                    + " sat\"}");
    return new Sample(new TextNode("How many?"), completion, 5, true, row);
  }
}
