package dev.rondo.trainer.generation;

import dev.rondo.trainer.step.DecodingArguments;
import dev.rondo.trainer.torch.Argument;
import dev.rondo.trainer.torch.Tensor;
import dev.rondo.trainer.torch.TorchModule;
import java.util.List;

/** A model with its tensors in the types of their products, made once for many tokens. */
final class AttachedModel implements AutoCloseable {
  private final DecodingArguments model;
  private final List<Tensor> tensors;

  private AttachedModel(DecodingArguments model, List<Tensor> tensors) {
    this.model = model;
    this.tensors = tensors;
  }

  /**
   * Makes them.
   *
   * @param mostCopied numbers of weights that may be copied to hold the adapter within
   */
  static AttachedModel of(TorchModule module, DecodingArguments model, long mostCopied) {
    return new AttachedModel(
        model,
        module.call(
            "attach",
            new Argument.Many(model.weights()),
            new Argument.Many(model.stored()),
            new Argument.Many(model.a()),
            new Argument.Many(model.b()),
            new Argument.Many(model.magnitude()),
            new Argument.Ints(model.shape()),
            new Argument.Real(model.scaling()),
            new Argument.Int(mostCopied)));
  }

  DecodingArguments model() {
    return model;
  }

  /** The tensor on the model's device. */
  Tensor place(Tensor made) {
    return model.device().place(made);
  }

  /** Any tensor of the model, to tell its device by. */
  Tensor any() {
    return tensors.getFirst();
  }

  /** The last arguments of every method that runs the model. */
  List<Argument> arguments() {
    int weights = model.weights().size();
    int modules = model.a().size();
    return List.of(
        new Argument.Many(tensors.subList(0, weights)),
        new Argument.Many(tensors.subList(weights, weights + modules)),
        new Argument.Many(tensors.subList(weights + modules, weights + 2 * modules)),
        new Argument.Many(tensors.subList(weights + 2 * modules, tensors.size())),
        new Argument.One(model.cos()),
        new Argument.One(model.sin()),
        new Argument.Ints(model.shape()),
        new Argument.Real(model.scaling()),
        new Argument.Real(model.normEpsilon()));
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
