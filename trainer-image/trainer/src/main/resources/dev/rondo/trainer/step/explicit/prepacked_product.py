# Products with weights that oneDNN has laid out in advance, for the forward and, transposed, for the backward: those
# that share an input lie in one. `project` is y = x W^T + b, `project_backward` dx = dy W.
def project(self, x: Tensor, first: int, count: int, p: __torch__.Pack) -> Tensor:
  y = ops.mkldnn._linear_pointwise(x, p.forward[self.place(first)], None, "none", [], "")
  at = 0
  for i in range(count):
    bias = self.bias(first + 2 * i, p)
    width = p.W[first + 2 * i].size(0)
    if bias.numel() > 0:
      y[:, at:at + width].add_(bias)
    at += width
  return y
def project_backward(self, dy: Tensor, first: int, count: int, p: __torch__.Pack) -> Tensor:
  return ops.mkldnn._linear_pointwise(dy, p.backward[self.place(first)], None, "none", [], "")
# Of the weights that begin at `first` in W: the head, then each layer's q k v, o, gate up, and down.
def place(self, first: int) -> int:
  if first == 2:
    return 0
  return 1 + 4 * ((first - 3) // 18) + [0, 0, 0, 1, 2, 2, 3][((first - 3) % 18 - 4) // 2]
# Weights that share an input, side by side, laid out for products with their transpose or, transposed, with themselves.
def prepack(self, W: List[Tensor], transposed: int) -> List[Tensor]:
  torch.set_grad_enabled(False)
  w = torch.cat(W)
  if transposed == 1:
    w = w.t().contiguous()
  packed = ops.mkldnn._reorder_linear_weight(w, None)
  torch.set_grad_enabled(True)
  return [packed]
