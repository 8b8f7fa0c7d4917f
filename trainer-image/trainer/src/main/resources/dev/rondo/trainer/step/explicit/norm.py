# RMSNorm (Zhang and Sennrich, 2019) over the last dimension, y = x r w with r = 1 / sqrt(mean(x^2) + eps); Transformers
# rounds x r to the residual stream's type before it multiplies.
def norm(self, x: Tensor, w: Tensor, p: __torch__.Pack, tape: List[Tensor]) -> Tensor:
  x32 = x.to(6)
  r = torch.rsqrt(torch.mean(torch.mul(x32, x32), [-1], True).add_(p.eps))
  tape.append(x)
  tape.append(r)
  return torch.mul(x32, r).to(p.residual).mul_(w)
# With g = dy w: dx += g r - x r^3 mean(g x).
def norm_backward(self, dx: Tensor, dy: Tensor, w: Tensor, tape: List[Tensor]) -> None:
  r = tape.pop()
  x = tape.pop().to(6)
  g = torch.mul(dy.to(6), w)
  c = torch.sum(torch.mul(g, x), [-1], True)
  c.mul_(r).mul_(r).mul_(r).mul_(-1. / x.size(-1))
  dx.addcmul_(g, r).addcmul_(x, c)
