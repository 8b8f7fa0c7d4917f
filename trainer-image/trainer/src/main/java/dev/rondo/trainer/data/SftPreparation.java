package dev.rondo.trainer.data;

import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Turns a run's data into rows of tokens, as TRL's SFTTrainer prepares its datasets. */
public final class SftPreparation {
  private SftPreparation() {}

  /**
   * Reads, renders and tokenises the data, or opens what was prepared from the same before.
   *
   * @param cacheDir holds prepared rows by digest; several processes may share it
   * @throws RefusedException with everything that is wrong with the data
   * @throws IOException when a file cannot be read or the cache cannot be written
   */
  public static PreparedData prepare(
      PreparationRequest request, Path cacheDir, ProgressListener progress)
      throws RefusedException, IOException {
    return Optional.<PreparedData>empty().orElseThrow();
  }

  /** The first rows as trained on, with the trained tokens marked. */
  public static List<PreviewRow> preview(PreparationRequest request, Path cacheDir, int rows)
      throws RefusedException, IOException {
    return Optional.<List<PreviewRow>>empty().orElseThrow();
  }
}
