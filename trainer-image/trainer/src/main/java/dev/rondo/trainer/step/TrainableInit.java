package dev.rondo.trainer.step;

import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.model.ModelWeights;
import dev.rondo.trainer.model.SafeTensors;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** The first values of a run's trainable tensors, zero where nothing else is said. */
final class TrainableInit {
  private final ModelWeights weights;
  private final ParameterLayout layout;
  private final FloatBuffer parameters;

  /**
   * @param parameters where they go, one after the other as the layout says
   */
  TrainableInit(ModelWeights weights, ParameterLayout layout, FloatBuffer parameters) {
    this.weights = weights;
    this.layout = layout;
    this.parameters = parameters;
  }

  /** Full fine-tuning starts from the base. */
  void fromBase() {
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      fill(tensor, FloatBuffer.wrap(weights.floats(weights.index(tensor.name()))));
    }
  }

  /** A as PEFT draws it, B zero, DoRA's magnitude the norm of each row of the weight. */
  void asPeft(long seed) {
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      String name = tensor.name();
      if (name.endsWith(".lora_A.weight")) {
        LoraInit.kaimingUniform(target(tensor), tensor.shape().get(1), seed, name);
      } else if (name.endsWith(".lora_magnitude_vector")) {
        fill(tensor, FloatBuffer.wrap(rowNorms(name)));
      }
    }
  }

  /** The values of a PEFT adapter directory. */
  void fromAdapter(Path directory) throws RefusedException {
    SafeTensors file = AdapterFile.open(directory, layout);
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      fill(tensor, file.floats(tensor.name()).asFloatBuffer());
    }
  }

  private float[] rowNorms(String name) {
    String weight =
        name.replaceFirst("^base_model\\.model\\.", "")
            .replaceFirst("\\.lora_magnitude_vector$", ".weight");
    int index = weights.index(weight);
    int rows = Math.toIntExact(weights.shape(index).get(0));
    float[] values = weights.floats(index);
    int columns = values.length / rows;
    float[] norms = new float[rows];
    for (int row = 0; row < rows; row++) {
      double squares = 0;
      for (int column = 0; column < columns; column++) {
        double value = values[row * columns + column];
        squares += value * value;
      }
      norms[row] = (float) Math.sqrt(squares);
    }
    return norms;
  }

  private void fill(ParameterLayout.Tensor tensor, FloatBuffer values) {
    target(tensor).put(values);
  }

  private FloatBuffer target(ParameterLayout.Tensor tensor) {
    return parameters.slice(Math.toIntExact(tensor.offset()), Math.toIntExact(tensor.size()));
  }
}
