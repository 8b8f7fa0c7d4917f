package dev.rondo.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MalformedTextTest {
  @Test
  void malformedYamlNamesItsLine() {
    List<String> problems = Manifests.problems("kind: Experiment\nspec: {a: [1, 2}\n");
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().startsWith("test.yaml:2:16: is no YAML: "), problems::toString);
  }

  @Test
  void aTabIsNamed() {
    List<String> problems = Manifests.problems("kind: Experiment\nspec:\n\tseed: 1\n");
    assertTrue(problems.getFirst().startsWith("test.yaml:3:1: is no YAML: "), problems::toString);
    assertTrue(problems.getFirst().contains("indent with spaces"), problems::toString);
  }

  @Test
  void aFieldGivenTwiceIsRefusedWithBothLines() {
    List<String> problems =
        Manifests.problems(
            Manifests.text("run.yaml").replace("  seed: 42", "  seed: 1\n  seed: 42"));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains("spec.seed is given twice, first on line 11"));
  }

  @Test
  void emptyTextAndOtherKindsAreRefused() {
    assertEquals(
        List.of("test.yaml:1:1: is empty: give an Experiment or a Run"), Manifests.problems(""));
    assertEquals(
        List.of("test.yaml:1:1: is no object: give an Experiment or a Run"),
        Manifests.problems("hello"));
    assertEquals(
        List.of(
            "test.yaml:1:7: kind is \"Experimnt\", must be Experiment or Run; did you mean"
                + " Experiment?"),
        Manifests.problems("kind: Experimnt"));
  }

  @Test
  void aliasesThatMultiplyOrRecurAreRefused() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(4) + "1"));
    }
    assertInstanceOf(Reading.Refused.class, ManifestReader.read("m.yaml", laughs.toString()));
    assertInstanceOf(Reading.Refused.class, ManifestReader.read("m.yaml", "kind: &a [*a]"));
  }

  @Property(tries = 300)
  void garbageNeverThrows(@ForAll String text) {
    assertNotNull(ManifestReader.read("garbage", text));
  }

  @Property(tries = 300)
  void aManifestWithGarbageInItNeverThrows(
      @ForAll("positions") int at, @ForAll("snippets") String snippet, @ForAll("lengths") int cut) {
    String whole = Manifests.text("experiment-sft.yaml");
    int from = at % whole.length();
    int to = Math.min(whole.length(), from + cut);
    Reading reading =
        ManifestReader.read("m.yaml", whole.substring(0, from) + snippet + whole.substring(to));
    if (reading instanceof Reading.Refused refused) {
      refused.problems().forEach(p -> assertTrue(p.line() >= 1 && p.column() >= 1));
    }
  }

  @Provide
  Arbitrary<Integer> positions() {
    return Arbitraries.integers().between(0, 1_000_000);
  }

  @Provide
  Arbitrary<Integer> lengths() {
    return Arbitraries.integers().between(0, 40);
  }

  @Provide
  Arbitrary<String> snippets() {
    return Arbitraries.of(
        "null",
        "[]",
        "{}",
        "-",
        ": ",
        "\n",
        "'",
        "\"",
        "&a",
        "*a",
        "!!int x",
        "1e999",
        "- - -",
        "{a: b}",
        "? ",
        "|",
        "%YAML",
        "---",
        "\t",
        "0x1F",
        "-.inf",
        "[1, [2]]",
        "",
        "#",
        "9".repeat(40));
  }
}
