# What a step's methods know of the pack they compute, besides the rows that flow through them.
#
# Rows of all members lie flattened one after the other, never padded. `rows` is where each member's rows begin, and
# their number; after the last layer's attention only rows that predict a target go on: `selected` are these rows,
# `targets` is where each member's begin.
# W: embedding, final norm, head; then 18 per layer: input norm, post-attention norm, q norm, k norm, and weight and
#    bias of q, k, v, o, gate, up, down. An absent tensor is empty.
# A, B: LoRA A and B by (member, layer, projection), empty where not adapted; scale: LoRA scaling of each member.
# drop: lora_dropout of each member, 0 in evaluation; keys: seed of each (member, layer, projection)'s mask.
# cos, sin: of each row's position, [rows, 1, head size / 2]. runs: (first row, sequences, length) of sequences of
#    equal length that follow one another.
# forward, backward: the products' weights as prepacked_product.py takes them, else nothing.
# residual, base, lora: types, as torch numbers them (5 float16, 6 float32, 15 bfloat16), of the residual stream
#    (model.dtype), of products with the base, and of products with A and B.
# first: the lowest layer with an adapter; nothing below it has a gradient to pass on.
class Pack(NamedTuple):
  W : List[Tensor]
  A : List[Tensor]
  B : List[Tensor]
  rows : List[int]
  targets : List[int]
  selected : Tensor
  scale : List[float]
  drop : List[float]
  keys : List[int]
  cos : Tensor
  sin : Tensor
  runs : List[int]
  heads : int
  kv_heads : int
  layers : int
  residual : int
  base : int
  lora : int
  first : int
  eps : float
  forward : List[Tensor]
  backward : List[Tensor]
