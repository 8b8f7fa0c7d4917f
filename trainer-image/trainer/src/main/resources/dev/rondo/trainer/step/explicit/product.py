# Products with the base's weights. `project` multiplies an input with `count` weights that follow one another in W, each
# with its bias: their outputs lie side by side, y = [x W0^T + b0, x W1^T + b1, ...].
def project(self, x: Tensor, first: int, count: int, p: __torch__.Pack) -> Tensor:
  width = 0
  for i in range(count):
    width += p.W[first + 2 * i].size(0)
  y = torch.empty([x.size(0), width], dtype=p.base)
  at = 0
  for i in range(count):
    w = p.W[first + 2 * i]
    self.linear(y[:, at:at + w.size(0)], x, w, self.bias(first + 2 * i, p))
    at += w.size(0)
  return y
# dx = dy0 W0 + dy1 W1 + ...
def project_backward(self, dy: Tensor, first: int, count: int, p: __torch__.Pack) -> Tensor:
  at = p.W[first].size(0)
  dx = self.linear_backward(dy[:, :at], p.W[first])
  for i in range(1, count):
    w = p.W[first + 2 * i]
    self.add_linear_backward(dx, dy[:, at:at + w.size(0)], w)
    at += w.size(0)
  return dx
