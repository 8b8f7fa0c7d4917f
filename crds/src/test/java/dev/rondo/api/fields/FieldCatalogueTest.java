package dev.rondo.api.fields;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.TrainerKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldCatalogueTest {
  private static final FieldCatalogue CATALOGUE = FieldCatalogue.load();

  @Test
  void findsAFieldByItsPathInTheLeafInTheManifestOrByNameAlone() {
    Field rate = CATALOGUE.find("trainingArgs.learning_rate").orElseThrow();
    assertEquals(2e-5, rate.defaultFor(TrainerKind.SFT).doubleValue());
    assertEquals(1e-6, rate.defaultFor(TrainerKind.DPO).doubleValue());
    assertEquals(Optional.of(rate), CATALOGUE.find("learning_rate"));
    assertEquals(Optional.of(rate), CATALOGUE.find("spec.configs[3].trainingArgs.learning_rate"));
    assertEquals(Optional.of(rate), CATALOGUE.find("spec.base.trainingArgs.learning_rate"));
    assertEquals("spec.chunks", CATALOGUE.find("spec.chunks").orElseThrow().path());
  }

  @Test
  void aNameThatSeveralFieldsHaveIsNotGuessed() {
    assertTrue(CATALOGUE.find("uri").isEmpty());
  }

  @Test
  void knowsWhatIsRefusedByName() {
    assertEquals(
        "PEFT", CATALOGUE.findKnown("spec.base.peft.modules_to_save").orElseThrow().source());
    assertTrue(CATALOGUE.findKnown("trainingArgs.nothing_like_it").isEmpty());
  }
}
