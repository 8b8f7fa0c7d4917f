package dev.rondo.scheduler.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.core.validation.ManifestReader;
import dev.rondo.core.validation.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredExperimentTest {
  private static final String MANIFEST =
      """
      apiVersion: rondo.dev/v1alpha1
      kind: Experiment
      metadata: {name: test}
      spec:
        trainer: SFT
        model: {uri: model}
        dataset: {train: {uri: train.jsonl}}
        configs: [{name: a}]
      """;

  @TempDir private Path directory;

  @Test
  void theDayThatTemplatesPrintIsTheDayOfItsCreation() throws IOException {
    StoreFolder folder = new StoreFolder(directory.resolve("test"));
    StoredExperiment.apply(folder, manifest(), directory, Instant.parse("2026-02-03T23:59:59Z"));
    StoredExperiment.apply(folder, manifest(), directory, Instant.parse("2026-07-08T00:00:01Z"));
    DirectoryRunStore store = new DirectoryRunStore(folder, directory, Clock.systemUTC());
    assertEquals("2026-02-03", store.trainerConfig(store.runs().getFirst()).getFrozenDate());
    LocalDate today = LocalDate.of(2026, 7, 8);
    assertEquals(
        LocalDate.of(2026, 2, 3), LocalConfigs.of(folder, directory, today).date(), "a preview");
    assertEquals(
        today,
        LocalConfigs.of(new StoreFolder(directory.resolve("new")), directory, today).date(),
        "a preview of what is not there yet");
  }

  @Test
  void aStoreOfANewerVersionIsRefusedAndLeftAsItIs() throws IOException {
    StoreFolder folder = new StoreFolder(directory.resolve("test"));
    StoredExperiment.apply(folder, manifest(), directory, Instant.EPOCH);
    String newer =
        Files.readString(folder.experiment())
            .replaceFirst("(store-version: )\"?1\"?", "$1\"9\"")
            .replaceFirst("spec:", "spec:\n  inventedLater: {a: 1}");
    assertTrue(newer.contains("\"9\""), newer);
    Files.writeString(folder.experiment(), newer);
    IOException refused =
        assertThrows(
            IOException.class,
            () -> StoredExperiment.apply(folder, manifest(), directory, Instant.EPOCH));
    assertEquals(
        folder.directory()
            + " was written by a newer Rondo (store version 9, this one reads up to 1): use that"
            + " one",
        refused.getMessage());
    assertEquals(newer, Files.readString(folder.experiment()));
  }

  @Test
  void aDamagedObjectIsNamedByItsFile() throws IOException {
    StoreFolder folder = new StoreFolder(directory.resolve("test"));
    StoredExperiment.apply(folder, manifest(), directory, Instant.EPOCH);
    Files.writeString(folder.experiment(), "spec: [");
    IOException refused =
        assertThrows(
            IOException.class,
            () -> StoredExperiment.apply(folder, manifest(), directory, Instant.EPOCH));
    assertTrue(refused.getMessage().startsWith(folder.experiment() + " "), refused.getMessage());
  }

  private static Experiment manifest() {
    return ((Reading.Accepted) ManifestReader.read("test.yaml", MANIFEST)).experiments().getFirst();
  }
}
