package dev.rondo.trainer.step;

import dev.rondo.trainer.torch.ComputeDevice;
import dev.rondo.trainer.torch.Tensor;
import java.util.List;

/**
 * A model with a run's trained tensors as the forward pass takes them, for decoding. Most tensors
 * belong to the base model and the run; closing this frees the others.
 *
 * @param weights as {@code causal_lm.py} orders them, multiplied ones in the type of the products
 * @param stored the same in model.dtype
 * @param a LoRA A by (layer, projection); empty tensors where not adapted
 * @param b LoRA B likewise
 * @param magnitude DoRA's likewise
 * @param cos of the rotary embedding, {@code [positions, headDim]}
 * @param sin likewise
 * @param shape heads, key-value heads, layers, and torch's numbers of the types of the residual
 *     stream, of products with the base, and of products with A and B
 * @param scaling of LoRA
 * @param normEpsilon of the norms
 * @param headDim size of a head
 * @param vocabSize number of token ids
 * @param maxPositions positions that the rotary tables have
 * @param device where all of them lie
 * @param own tensors made for these arguments
 */
public record DecodingArguments(
    List<Tensor> weights,
    List<Tensor> stored,
    List<Tensor> a,
    List<Tensor> b,
    List<Tensor> magnitude,
    Tensor cos,
    Tensor sin,
    long[] shape,
    double scaling,
    double normEpsilon,
    int headDim,
    int vocabSize,
    int maxPositions,
    ComputeDevice device,
    List<Tensor> own)
    implements AutoCloseable {
  @Override
  public void close() {
    own.forEach(Tensor::close);
  }
}
