package dev.rondo.trainer.run;

import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.export.AdapterExport;
import dev.rondo.trainer.export.DirectorySwap;
import dev.rondo.trainer.export.ModelExport;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/** Writes a saved state as an adapter or as a model that other programs load. */
public final class RunExport {
  private RunExport() {}

  /**
   * Writes it aside and puts it in the target's place.
   *
   * @param model directory of the base model
   * @param generation a whole saved state of this run
   * @param merge fold the adapter into the base
   * @throws RefusedException if the state is of another configuration
   */
  public static void write(
      RunSession session, Path model, Path generation, Path target, boolean merge)
      throws IOException, RefusedException {
    SavedRun saved = SavedRun.read(generation);
    List<String> differences = session.identity().differences(saved.head().identity());
    if (!differences.isEmpty()) {
      throw new RefusedException(
          "state_file", "is of another run. " + String.join("; ", differences));
    }
    MemorySegment parameters = saved.vectors().asSlice(0, session.layout().length() * Float.BYTES);
    DirectorySwap.write(
        target,
        aside -> {
          switch (session.leaf().tuning()) {
            case Tuning.Lora lora when merge ->
                ModelExport.merged(aside, model, lora, session.layout(), parameters);
            case Tuning.Lora lora ->
                AdapterExport.write(aside, model, lora, session.layout(), parameters);
            case Tuning.Full _ -> ModelExport.trained(aside, model, session.layout(), parameters);
          }
        });
  }
}
