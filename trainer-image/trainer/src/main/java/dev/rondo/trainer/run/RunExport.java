package dev.rondo.trainer.run;

import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.export.AdapterExport;
import dev.rondo.trainer.export.BaseName;
import dev.rondo.trainer.export.DirectorySwap;
import dev.rondo.trainer.export.ModelExport;
import dev.rondo.trainer.step.ParameterLayout;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes saved states as adapters or as models that other programs load.
 *
 * @param tuning what was trained
 * @param layout where its tensors lie
 * @param model directory of the base model
 * @param name what an adapter calls the base
 */
public record RunExport(Tuning tuning, ParameterLayout layout, Path model, BaseName name) {

  /**
   * Writes a state of a prepared run aside and puts it in the target's place.
   *
   * @param generation a whole saved state
   * @param merge fold the adapter into the base
   * @throws RefusedException if the state is of another configuration
   */
  public void write(RunSession session, Path generation, Path target, boolean merge)
      throws IOException, RefusedException {
    try (Arena mapped = Arena.ofConfined()) {
      SavedRun saved = SavedRun.read(generation, mapped);
      List<String> differences =
          session.provenance().identity().differences(saved.head().identity());
      if (!differences.isEmpty()) {
        throw new RefusedException(
            "state_file", "is of another run. " + String.join("; ", differences));
      }
      write(saved, target, merge);
    }
  }

  /**
   * Writes a state of a run whose data need not be there.
   *
   * @param generation a whole saved state
   * @throws RefusedException if the state has other tensors
   */
  public void write(Path generation, Path target, boolean merge)
      throws IOException, RefusedException {
    try (Arena mapped = Arena.ofConfined()) {
      SavedRun saved = SavedRun.read(generation, mapped);
      if (saved.vectors().byteSize() < SavedRun.bytes(layout, false) - SavedRun.HEAD_BYTES) {
        throw new RefusedException("state_file", generation + " is of another configuration");
      }
      write(saved, target, merge);
    }
  }

  private void write(SavedRun saved, Path target, boolean merge)
      throws IOException, RefusedException {
    MemorySegment parameters = saved.vectors().asSlice(0, layout.length() * Float.BYTES);
    DirectorySwap.write(
        target,
        aside -> {
          switch (tuning) {
            case Tuning.Lora lora when merge ->
                ModelExport.merged(aside, model, lora, layout, parameters);
            case Tuning.Lora lora ->
                AdapterExport.write(aside, model, name, lora, layout, parameters);
            case Tuning.Full _ -> ModelExport.trained(aside, model, layout, parameters);
          }
        });
  }
}
