package dev.rondo.trainer.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.model.ModelConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoraModulesTest {
  @Test
  void aNameTargetsTheModulesThatItEnds() throws Exception {
    assertEquals(
        List.of("model.layers.0.self_attn.q_proj", "model.layers.1.self_attn.q_proj"),
        resolved("q_proj"));
    assertEquals(List.of("model.layers.1.self_attn.q_proj"), resolved("layers.1.self_attn.q_proj"));
  }

  @Test
  void aPatternTargetsThePathsThatItMatchesAsAWhole() throws Exception {
    assertEquals(
        List.of("model.layers.0.mlp.up_proj", "model.layers.1.self_attn.q_proj"),
        resolved(".*\\.1\\..*q_proj|.*\\.0\\.mlp\\.up_proj"));
    assertThrows(RefusedException.class, () -> resolved("q_proj|v_proj"));
  }

  @Test
  void whatIsNeitherIsRefusedByName() {
    RefusedException refused = assertThrows(RefusedException.class, () -> resolved("(q_proj"));
    assertTrue(
        refused.problems().getFirst().message().contains("neither a name nor a regular"),
        refused::getMessage);
  }

  private static List<String> resolved(String target) throws Exception {
    Tuning.Lora lora = new Tuning.Lora(4, 8, 0, List.of(target), false, false, Optional.empty());
    ModelConfig config = ModelConfig.read(RecordedCase.REFERENCES.resolve("models/tiny-llama"));
    return LoraModules.resolve(lora, config).stream().map(LoraModules::path).toList();
  }
}
