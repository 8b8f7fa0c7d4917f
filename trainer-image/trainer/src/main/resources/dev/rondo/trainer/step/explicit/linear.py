# A linear layer of the base with a bias or none, y = x W^T + b, into y. Libraries multiply fewer than four rows by
# another kernel that rounds otherwise, so there are never fewer: a row's bits must not depend on its neighbours.
def linear(self, y: Tensor, x: Tensor, w: Tensor, bias: Tensor) -> None:
  if x.size(0) < 4:
    if bias.numel() > 0:
      y.copy_(torch.addmm(bias, self.four_rows(x), w.t())[:x.size(0)])
    else:
      y.copy_(torch.mm(self.four_rows(x), w.t())[:x.size(0)])
  elif bias.numel() > 0:
    torch.addmm(bias, x, w.t(), out=y)
  else:
    torch.mm(x, w.t(), out=y)
# dx = dy W, or dx += dy W.
def linear_backward(self, dy: Tensor, w: Tensor) -> Tensor:
  if dy.size(0) < 4:
    return torch.mm(self.four_rows(dy), w)[:dy.size(0)]
  return torch.mm(dy, w)
def add_linear_backward(self, dx: Tensor, dy: Tensor, w: Tensor) -> None:
  if dy.size(0) < 4:
    dx.copy_(torch.addmm(self.four_rows(dx), self.four_rows(dy), w)[:dy.size(0)])
  else:
    dx.addmm_(dy, w)
def four_rows(self, x: Tensor) -> Tensor:
  return torch.constant_pad_nd(x, [0, 0, 0, 4 - x.size(0)])
