package dev.rondo.trainer.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.hub.Repository.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubUriTest {
  @Test
  void aModelMayNameARevision() throws Exception {
    HubUri uri = HubUri.parse("hf://owner/name@v1.0");
    assertEquals(new Repository(Kind.MODEL, "owner/name"), uri.repository());
    assertEquals(Optional.of("v1.0"), uri.revision());
    assertEquals(uri.repository(), HubUri.parse("hf://models/owner/name").repository());
  }

  @Test
  void aDataSetMayNameRevisionPathConfigurationAndSplit() throws Exception {
    HubUri uri = HubUri.parse("hf://datasets/o/n@refs/convert/parquet/default/x?config=c&split=s");
    assertEquals(new Repository(Kind.DATASET, "o/n"), uri.repository());
    assertEquals(Optional.of("refs/convert/parquet"), uri.revision());
    assertEquals("default/x", uri.path());
    assertEquals(Optional.of("c"), uri.config());
    assertEquals(List.of("s"), uri.splits());
  }

  @Test
  void aNamedSplitHoldsForEvaluationToo() throws Exception {
    HubUri named = HubUri.parse("hf://datasets/o/n?split=train");
    assertEquals(List.of("train"), named.forEvaluation().splits());
    HubUri open = HubUri.parse("hf://datasets/o/n");
    assertEquals(List.of("train"), open.forTraining().splits());
    assertEquals(List.of("validation", "test"), open.forEvaluation().splits());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hf://owner/name",
        "hf://gpt2",
        "hf://owner/name@feature%2Fx",
        "hf://owner/name@refs/pr/3",
        "hf://datasets/o/n@v1/data/a.parquet?config=c%2Bd&split=test"
      })
  void aUriIsWrittenAsItIsRead(String text) throws Exception {
    HubUri uri = HubUri.parse(text);
    assertEquals(text, uri.toString());
    assertEquals(uri, HubUri.parse(uri.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models/tiny",
        "hf://",
        "hf://owner/name@",
        "hf://owner/name/config.json",
        "hf://../../etc",
        "hf://datasets/o/n/../../../x",
        "hf://spaces/o/n",
        "hf://owner/na me",
        "hf://owner/name?split=train",
        "hf://datasets/o/n?splits=train",
        "hf://datasets/o/n?split=train[:10%25]"
      })
  void whatIsNoUriIsRefusedWithTheForm(String text) {
    HubException bad = assertThrows(HubException.class, () -> HubUri.parse(text));
    assertEquals(HubException.Reason.BAD_URI, bad.reason());
    assertTrue(bad.getMessage().contains("hf://owner/name@revision"), bad.getMessage());
  }
}
